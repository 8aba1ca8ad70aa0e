#include "kiosk/core/desk.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "kiosk/core/typed_document.hpp"
#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;

namespace {
void type_zone(Station& station, std::string lines)
{
    station.desk->enter_zone(std::move(lines));
    station.settle();
}
} // namespace

TEST_CASE("A typed zone is read as a scanned one, with the assurance of what was typed")
{
    Station station;
    station.sign_in();
    station.to_document();
    type_zone(station, station.card.zone());
    REQUIRE(station.at<CompareView>());
    CHECK(station.desk->view().side.document->assurance == contract::Assurance::typed);
    CHECK(station.desk->view().side.document->number == "641000027");
    CHECK(station.step<CompareView>().needs_second_person);
    station.press(Action::next);
    CHECK_FALSE(station.enabled(Action::decide));
}

TEST_CASE("A zone is taken in small letters, with blanks and without ends of lines")
{
    Station station;
    station.sign_in();
    station.to_document();
    std::string zone = station.card.zone();
    std::replace(zone.begin(), zone.end(), '\n', ' ');
    std::transform(zone.begin(), zone.end(), zone.begin(), [](unsigned char c) { return std::tolower(c); });
    type_zone(station, zone);
    CHECK(station.at<CompareView>());
}

TEST_CASE("A passport's two lines are parted after 44 letters")
{
    const std::string first(44, 'P');
    const std::string second(44, '1');
    CHECK(zone_of_typed(first + second) == first + "\n" + second);
    CHECK(zone_of_typed(std::string(72, 'V')) == std::string(36, 'V') + "\n" + std::string(36, 'V'));
}

TEST_CASE("A typed zone with a wrong letter or a missing one is told and shows nothing of it")
{
    Station station;
    station.sign_in();
    station.to_document();
    std::string zone = station.card.zone();
    zone[5] = '9';
    type_zone(station, zone);
    CHECK(station.step<DocumentView>().message->code == "wrong_check_digit");
    type_zone(station, "IDBGR");
    CHECK(station.step<DocumentView>().message->code == "zone_unreadable");
    CHECK(station.step<DocumentView>().message->raw.empty());
}

TEST_CASE("The personal number is called by the kind that the document tells")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().number_kind == contract::PersonalNumberKind::egn);
    station.press(Action::back);
    auto permit = station.card.reading();
    permit.mrz->nationality = "SRB";
    permit.mrz->personal_number = "1001001001";
    station.read_chip(permit);
    CHECK(station.step<CompareView>().number_kind == contract::PersonalNumberKind::lnch);
}

TEST_CASE("The sign-in says for how many days it lasts without the portal, as the policy has it")
{
    Station station;
    station.portal.policy.clerk_key_days = 3;
    station.clock.go(std::chrono::seconds{60});
    station.desk->tick();
    station.settle();
    CHECK(station.step<SignInView>().key_days == 3);
}
