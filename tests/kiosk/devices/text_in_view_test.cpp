#include "kiosk/devices/text_in_view.hpp"

#include <doctest/doctest.h>

using kiosk::devices::TextInView;
using namespace std::chrono_literals;

namespace {
constexpr TextInView::Time kStart{1h};
} // namespace

TEST_CASE("A code that stays before the camera is told once, however long it stays")
{
    TextInView view;
    CHECK(view.is_new("pass", kStart));
    for (auto at = 100ms; at < 10s; at += 100ms)
        CHECK_FALSE(view.is_new("pass", kStart + at));
}

TEST_CASE("Frames in which the code cannot be read do not make it new")
{
    TextInView view;
    CHECK(view.is_new("pass", kStart));
    CHECK_FALSE(view.is_new(std::nullopt, kStart + 500ms));
    CHECK_FALSE(view.is_new("pass", kStart + 1s));
}

TEST_CASE("A code that comes back after a pause is told again")
{
    TextInView view;
    CHECK(view.is_new("pass", kStart));
    CHECK_FALSE(view.is_new(std::nullopt, kStart + 100ms));
    CHECK(view.is_new("pass", kStart + TextInView::kPause));
}

TEST_CASE("Another code is told at once")
{
    TextInView view;
    CHECK(view.is_new("pass", kStart));
    CHECK(view.is_new("another pass", kStart + 100ms));
}
