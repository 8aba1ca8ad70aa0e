#include "kiosk/devices/zones_in_view.hpp"

#include <doctest/doctest.h>

using kiosk::Sighting;
using kiosk::devices::TextInView;
using kiosk::devices::ZonesInView;
using namespace std::chrono_literals;

namespace {
constexpr TextInView::Time kStart{1h};
} // namespace

TEST_CASE("Of two documents, one of them unreadable in every other frame, zone and warning do not take turns")
{
    ZonesInView view;
    const auto zone = view.news("zone", false, kStart);
    REQUIRE(zone);
    CHECK(zone->kind == Sighting::Kind::zone);
    CHECK(zone->text == "zone");
    const auto several = view.news({}, true, kStart + 100ms);
    REQUIRE(several);
    CHECK(several->kind == Sighting::Kind::several_documents);
    CHECK(several->text.empty());
    for (auto at = 200ms; at < 10s; at += 200ms) {
        CHECK_FALSE(view.news("zone", false, kStart + at));
        CHECK_FALSE(view.news({}, true, kStart + at + 100ms));
    }
}

TEST_CASE("The zone that stays when the other document goes is told")
{
    ZonesInView view;
    CHECK(view.news({}, true, kStart));
    CHECK_FALSE(view.news({}, false, kStart + 100ms));
    CHECK(view.news("zone", false, kStart + 200ms));
    CHECK(view.news({}, true, kStart + TextInView::kPause));
}

TEST_CASE("The zone that was told before another document came is told again, once, when it stays alone")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    auto at = 100ms;
    SUBCASE("both were readable in one frame")
    {
        REQUIRE(view.news({}, true, kStart + at));
    }
    SUBCASE("they were read by turns")
    {
        CHECK_FALSE(view.news("other", false, kStart + at));
        REQUIRE(view.news("zone", false, kStart + at + 100ms));
        at += 100ms;
    }
    const auto gone = at + TextInView::kPause;
    for (at += 100ms; at < gone; at += 100ms)
        CHECK_FALSE(view.news("zone", false, kStart + at));
    const auto alone = view.news("zone", false, kStart + gone);
    REQUIRE(alone);
    CHECK(alone->kind == Sighting::Kind::zone);
    CHECK(alone->text == "zone");
    for (at = gone + 100ms; at < gone + 10s; at += 100ms)
        CHECK_FALSE(view.news("zone", false, kStart + at));
}

TEST_CASE("A zone that is told after the other document went is not told again for it")
{
    ZonesInView view;
    REQUIRE(view.news({}, true, kStart));
    REQUIRE(view.news("zone", false, kStart + 100ms));
    CHECK_FALSE(view.news({}, true, kStart + 200ms));
    for (auto at = 300ms; at < 10s; at += 100ms)
        CHECK_FALSE(view.news("zone", false, kStart + at));
}

TEST_CASE("Of two documents, each readable alone in every other frame, the zones do not take turns")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    CHECK_FALSE(view.news("other", false, kStart + 100ms)); // it may have come in its place
    const auto several = view.news("zone", false, kStart + 200ms);
    REQUIRE(several);
    CHECK(several->kind == Sighting::Kind::several_documents);
    auto at = 200ms;
    while (at < 10s) {
        CHECK_FALSE(view.news("other", false, kStart + at + 100ms));
        CHECK_FALSE(view.news("other", false, kStart + at + 200ms));
        CHECK_FALSE(view.news({}, false, kStart + at + 300ms));
        at += 500ms;
        CHECK_FALSE(view.news("zone", false, kStart + at));
    }
    CHECK_FALSE(view.news("other", false, kStart + at + 100ms)); // which stays alone
    CHECK_FALSE(view.news("other", false, kStart + at + TextInView::kPause - 100ms));
    const auto alone = view.news("other", false, kStart + at + TextInView::kPause);
    REQUIRE(alone);
    CHECK(alone->text == "other");
}

TEST_CASE("A zone in the place of another is told once that one was out of sight for a while, without a warning")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    for (auto at = 100ms; at < TextInView::kPause; at += 100ms)
        CHECK_FALSE(view.news("other", false, kStart + at));
    const auto other = view.news("other", false, kStart + TextInView::kPause);
    REQUIRE(other);
    CHECK(other->text == "other");
    CHECK_FALSE(view.news("other", false, kStart + TextInView::kPause + 100ms));
}

TEST_CASE("Of three documents that are read one after the other that is told at the third")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    CHECK_FALSE(view.news("other", false, kStart + 100ms));
    const auto several = view.news("third", false, kStart + 200ms);
    REQUIRE(several);
    CHECK(several->kind == Sighting::Kind::several_documents);
}

TEST_CASE("A zone that stays is told once, however seldom it is read, and again when it comes back after a pause")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    auto at = 0ms;
    for (; at < 10s; at += TextInView::kPause - 100ms)
        CHECK_FALSE(view.news("zone", false, kStart + at));
    at -= TextInView::kPause - 100ms;
    CHECK(view.news("zone", false, kStart + at + TextInView::kPause));
}
