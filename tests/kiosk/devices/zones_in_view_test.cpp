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

TEST_CASE("The zone that stays when the other document goes is told once that one was out of sight for a while")
{
    ZonesInView view;
    CHECK(view.news({}, true, kStart));
    CHECK_FALSE(view.news({}, false, kStart + 100ms));
    auto at = 200ms;
    for (; at < TextInView::kPause; at += 100ms)
        CHECK_FALSE(view.news("zone", false, kStart + at));
    const auto zone = view.news("zone", false, kStart + at);
    REQUIRE(zone);
    CHECK(zone->text == "zone");
    CHECK(view.news({}, true, kStart + at + 100ms)); // another one was laid beside it
}

TEST_CASE("Several documents are told again when they come back after a pause")
{
    ZonesInView view;
    REQUIRE(view.news({}, true, kStart));
    CHECK_FALSE(view.news({}, true, kStart + TextInView::kPause - 100ms));
    CHECK(view.news({}, true, kStart + 2 * TextInView::kPause));
}

TEST_CASE("Two documents of which one is readable now and then are told less and less often")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    unsigned told = 0;
    for (auto at = 100ms; at < 10min; at += 100ms) {
        const bool both = at % 4s == 0s;
        told += view.news(both ? std::nullopt : std::optional<std::string>{"zone"}, both, kStart + at).has_value();
    }
    CHECK(told == 5); // that there are several; the zone after 1.5 s and after 3 s, and each time that there are still
}

TEST_CASE("Of two documents, one of them readable every 4 to 25 seconds, zone and warning take turns a few times only")
{
    for (const bool in_one_frame : {true, false}) {
        for (const auto period : {4s, 8s, 12s, 15s, 25s}) {
            CAPTURE(in_one_frame);
            CAPTURE(period.count());
            ZonesInView view;
            REQUIRE(view.news("zone", false, kStart));
            unsigned told = 0;
            auto last_told = 0ms;
            for (auto at = 100ms; at < 10min; at += 100ms) {
                const bool other = at % period == 0s;
                const bool both = other && in_one_frame;
                const std::optional<std::string> zone{other ? "other" : "zone"};
                if (!view.news(both ? std::nullopt : zone, both, kStart + at)) continue;
                ++told;
                last_told = at;
            }
            CHECK(told <= 11); // each time the zone is told later
            CHECK(last_told < 3min);
        }
    }
}

TEST_CASE("The document that stays alone after two were told for long is told within half a minute")
{
    ZonesInView view;
    REQUIRE(view.news("zone", false, kStart));
    auto at = 100ms;
    for (; at <= 10min; at += 100ms) { // both in the last frame
        const bool both = at % 15s == 0s;
        view.news(both ? std::nullopt : std::optional<std::string>{"zone"}, both, kStart + at);
    }
    const auto gone = at;
    while (!view.news("zone", false, kStart + at) && at < gone + 1min)
        at += 100ms;
    CHECK(at - gone <= 30s);
}

TEST_CASE("Of two documents that are mostly readable both, no frame of one alone is taken for it")
{
    ZonesInView view;
    REQUIRE(view.news({}, true, kStart));
    for (auto at = 100ms; at < 10s; at += 500ms) {
        CHECK_FALSE(view.news("zone", false, kStart + at));
        CHECK_FALSE(view.news({}, true, kStart + at + 100ms));
        CHECK_FALSE(view.news("other", false, kStart + at + 200ms));
        CHECK_FALSE(view.news({}, true, kStart + at + 300ms));
    }
}

TEST_CASE("A document that comes when all others went is told, however long these were told in turn")
{
    ZonesInView view;
    auto at = 0s;
    for (; at < 1min; at += 1s)
        view.news(at % 5s == 0s ? std::nullopt : std::optional<std::string>{"zone"}, at % 5s == 0s, kStart + at);
    CHECK(view.news("other", false, kStart + at + TextInView::kPause));
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
    REQUIRE(view.news("zone", false, kStart + TextInView::kPause));
    for (auto at = TextInView::kPause + 100ms; at < 10s; at += 100ms)
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
    at += 100ms;
    CHECK_FALSE(view.news("other", false, kStart + at)); // which stays alone
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
    auto at = 200ms;
    while (at < TextInView::kPause + 100ms)
        CHECK_FALSE(view.news("third", false, kStart + (at += 100ms)));
    const auto third = view.news("third", false, kStart + at + 100ms); // which stays alone
    REQUIRE(third);
    CHECK(third->text == "third");
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
