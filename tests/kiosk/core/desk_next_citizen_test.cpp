#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// What of one citizen must not reach the next one.
using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("After the end of service nothing stands in the field, and Enter opens no account")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(contract::Problem{404, "unknown_username", ""});
    station.scan("nobody.here");
    const auto before = station.step<CitizenView>().citizen;
    station.press(Action::end_service);
    CHECK(station.step<CitizenView>().entered.empty());
    CHECK(station.step<CitizenView>().citizen != before);
    CHECK_FALSE(station.step<CitizenView>().message);
    station.press(Action::next);
    CHECK(station.portal.asked.size() == 1);
}

TEST_CASE("The end of service empties the field also of what was typed and not yet entered")
{
    Station station;
    station.sign_in();
    REQUIRE(station.enabled(Action::end_service));
    const auto before = station.step<CitizenView>().citizen;
    station.press(Action::end_service);
    CHECK(station.step<CitizenView>().citizen != before);
}

TEST_CASE("An account that is not the citizen's leaves an empty field behind")
{
    for (const auto key : {Action::back, Action::other_road}) {
        Station station;
        station.sign_in();
        const auto before = station.step<CitizenView>().citizen;
        station.name_account();
        station.press(key);
        REQUIRE(station.at<CitizenView>());
        CHECK(station.step<CitizenView>().entered.empty());
        CHECK(station.step<CitizenView>().citizen != before);
        CHECK_FALSE(station.desk->view().side.account);
    }
}
