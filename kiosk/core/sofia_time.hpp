#pragma once

#include "portal/contract/types.hpp"

namespace kiosk {
/// The clock on a wall in Europe/Sofia.
std::chrono::local_seconds sofia_wall_clock(portal::contract::Instant when);
/// The calendar day in Europe/Sofia.
portal::contract::Date sofia_date(portal::contract::Instant when);
/// When that day began.
portal::contract::Instant sofia_midnight(portal::contract::Instant when);
} // namespace kiosk
