#include "portal/contract/sofia_time.hpp"

#include <doctest/doctest.h>

using namespace portal::contract;
using namespace std::chrono;

TEST_CASE("a day in Sofia begins two hours before UTC's in winter and three in summer")
{
    CHECK(start_of_sofia_day(2026y / November / 18) == sys_days{2026y / November / 17} + 22h);
    CHECK(start_of_sofia_day(2026y / July / 1) == sys_days{2026y / June / 30} + 21h);
    CHECK(sofia_day(sys_days{2026y / November / 17} + 22h) == 2026y / November / 18);
    CHECK(sofia_day(sys_days{2026y / November / 17} + 22h - 1s) == 2026y / November / 17);
    CHECK(sofia_day(sys_days{2026y / July / 10} + 21h) == 2026y / July / 11);
}

TEST_CASE("the days on which the clocks change begin by the clock that held at midnight")
{
    CHECK(start_of_sofia_day(2026y / March / 29) == sys_days{2026y / March / 28} + 22h);
    CHECK(start_of_sofia_day(2026y / March / 30) == sys_days{2026y / March / 29} + 21h);
    CHECK(start_of_sofia_day(2026y / October / 25) == sys_days{2026y / October / 24} + 21h);
    CHECK(start_of_sofia_day(2026y / October / 26) == sys_days{2026y / October / 25} + 22h);
}

TEST_CASE("the clock of Sofia leaps over an hour in March and shows one twice in October")
{
    const auto march = sys_days{2026y / March / 29} + 1h;
    CHECK(sofia_clock(march - 1s) == local_days{2026y / March / 29} + 2h + 59min + 59s);
    CHECK(sofia_clock(march) == local_days{2026y / March / 29} + 4h);
    const auto october = sys_days{2026y / October / 25} + 1h;
    CHECK(sofia_clock(october - 1h) == sofia_clock(october));
}
