#include "kiosk/ui/event_clock.hpp"

#include <doctest/doctest.h>

using kiosk::ui::EventClock;
using namespace std::chrono_literals;

namespace {
constexpr EventClock::Instant kBegin{5h};
}

TEST_CASE("An event that is heard of late has the time of its press")
{
    EventClock clock;
    clock.time_of(1000, kBegin);
    CHECK(clock.time_of(1004, kBegin + 700ms) == kBegin + 4ms);
    CHECK(clock.time_of(1008, kBegin + 8s) == kBegin + 8ms);
}

TEST_CASE("The event with the least delay sets the clock")
{
    EventClock clock;
    clock.time_of(1000, kBegin + 300ms); // heard of 300 ms late
    CHECK(clock.time_of(1500, kBegin + 500ms) == kBegin + 500ms);
    CHECK(clock.time_of(1504, kBegin + 900ms) == kBegin + 504ms);
}

TEST_CASE("A display whose milliseconds begin anew is followed")
{
    EventClock clock;
    clock.time_of(0xFFFFFFFFU, kBegin);
    CHECK(clock.time_of(5, kBegin + 6ms) == kBegin + 6ms);
    CHECK(clock.time_of(15, kBegin + 100ms) == kBegin + 16ms);
}
