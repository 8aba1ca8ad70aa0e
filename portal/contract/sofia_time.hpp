#pragma once

#include "portal/contract/types.hpp"

/// The days and clocks of people at the counter and at home: those of Europe/Sofia, by ICU's rules.
/// Each throws `std::runtime_error` where ICU has no data.
namespace portal::contract {
/// What a clock on a wall in Sofia shows.
std::chrono::local_seconds sofia_clock(Instant when);
/// Calendar day in Sofia.
Date sofia_day(Instant when);
/// The first instant of a calendar day in Sofia.
Instant start_of_sofia_day(Date day);
/// Its last minute, for what ends with a day that people are told without an hour.
Instant end_of_sofia_day(Date day);
} // namespace portal::contract
