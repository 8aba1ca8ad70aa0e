#include "kiosk/ui/key_guard.hpp"

#include <doctest/doctest.h>

using kiosk::ui::KeyGuard;
using namespace std::chrono_literals;

namespace {
constexpr int kEnter = 13;
constexpr int kF8 = 347;
constexpr KeyGuard::Instant kPainted{5h};

KeyGuard painted_guard()
{
    KeyGuard guard;
    guard.screen_changed();
    guard.screen_painted(kPainted);
    return guard;
}
} // namespace

TEST_CASE("A screen takes no key before it is painted")
{
    KeyGuard guard;
    guard.screen_changed();
    CHECK_FALSE(guard.takes(kEnter, kPainted));
}

TEST_CASE("A key that was pressed before the screen was painted is not taken, though it is heard of later")
{
    auto guard = painted_guard();
    CHECK_FALSE(guard.takes(kEnter, kPainted - 1ms));
    CHECK_FALSE(guard.saw(kPainted - 1ms));
}

TEST_CASE("A key that is pressed at the painted screen is taken")
{
    auto guard = painted_guard();
    CHECK(guard.takes(kEnter, kPainted));
    CHECK(guard.saw(kPainted));
}

TEST_CASE("A key that is held over a change of screens acts once, until it is let go and pressed anew")
{
    auto guard = painted_guard();
    CHECK(guard.takes(kEnter, kPainted + 1s));
    guard.screen_changed();
    guard.screen_painted(kPainted + 1100ms);
    CHECK_FALSE(guard.takes(kEnter, kPainted + 1600ms));
    CHECK_FALSE(guard.takes(kEnter, kPainted + 1640ms));
    guard.released(kEnter);
    CHECK(guard.takes(kEnter, kPainted + 1700ms));
}

TEST_CASE("A key pressed too early and held stays without effect")
{
    KeyGuard guard;
    guard.screen_changed();
    CHECK_FALSE(guard.takes(kF8, kPainted - 50ms));
    guard.screen_painted(kPainted);
    CHECK_FALSE(guard.takes(kF8, kPainted + 450ms));
}

TEST_CASE("A held key goes on repeating at the screen where it was pressed")
{
    auto guard = painted_guard();
    CHECK(guard.takes(kEnter, kPainted + 1s));
    CHECK(guard.takes(kEnter, kPainted + 1500ms));
}

TEST_CASE("A key whose release nobody told of is free again after a while")
{
    auto guard = painted_guard();
    CHECK(guard.takes(kEnter, kPainted));
    guard.screen_changed();
    guard.screen_painted(kPainted + 100ms);
    CHECK(guard.takes(kEnter, kPainted + 1s));
}

TEST_CASE("Another key than the held one is taken at once")
{
    auto guard = painted_guard();
    CHECK(guard.takes(kEnter, kPainted));
    guard.screen_changed();
    guard.screen_painted(kPainted + 100ms);
    CHECK(guard.takes(kF8, kPainted + 200ms));
}
