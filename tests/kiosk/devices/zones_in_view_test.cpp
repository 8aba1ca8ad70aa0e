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

TEST_CASE("The zone that stays when the other document goes is told, and so is another one beside it")
{
    ZonesInView view;
    CHECK(view.news({}, true, kStart));
    CHECK_FALSE(view.news({}, false, kStart + 100ms));
    CHECK(view.news("zone", false, kStart + 200ms));
    CHECK(view.news({}, true, kStart + TextInView::kPause));
    CHECK(view.news("other", false, kStart + TextInView::kPause + 100ms));
}
