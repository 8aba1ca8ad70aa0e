#include <algorithm>

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// Account against document.
using namespace kiosk;
using namespace kiosk::test;
namespace document = hardware::document;

TEST_CASE("An expired document stops the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.card.expiry = "250228";
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason == "document_expired");
    station.press(Action::next);
    CHECK(station.step<RefuseView>().suggested == "document_expired");
}

TEST_CASE("A document without a personal number stops the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.card.personal_number = "";
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason == "no_personal_number");
}

TEST_CASE("Another personal number stops the case, and Enter asks for another account with the same document")
{
    Station station;
    station.sign_in();
    auto other = station.account();
    other.number_hash = contract::pass_number_hash(station.portal.pass_key, other.number_salt,
                                                   {contract::PersonalNumberKind::egn, "6403090010"});
    station.portal.accounts.emplace_back(other);
    station.scan("viki.konstantinova");
    station.press(Action::next);
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason == "different_person");
    CHECK_FALSE(station.enabled(Action::decide));
    station.press(Action::next);
    CHECK(station.at<CitizenView>());
    station.name_account();
    station.press(Action::next);
    CHECK(station.at<CompareView>());
}

TEST_CASE("Other names with an equal number close the decision until the citizen adopts the document's")
{
    Station station;
    station.sign_in();
    auto unmarried = station.account();
    unmarried.names.family = "Петрова";
    station.portal.accounts.emplace_back(unmarried);
    station.scan("viki.konstantinova");
    station.press(Action::next);
    auto reading = station.card.reading();
    reading.native = document::NativeDetails{"", "КОНСТАНТИНОВА", "ВИКТОРИЯ ЛЮБОМИРОВА", std::nullopt};
    station.read_chip(reading);
    CHECK(station.step<CompareView>().may_adopt_names);
    CHECK_FALSE(station.enabled(Action::next));
    station.press(Action::other_road);
    CHECK(station.step<CompareView>().names_adopted);
    station.press(Action::next);
    CHECK(station.step<DecideView>().names == "Виктория Любомирова Константинова");
    station.press(Action::decide);
    const auto verified = station.portal.records_of<contract::VerificationContent>();
    REQUIRE(verified.size() == 1);
    REQUIRE(verified[0].adopted_names);
    CHECK(verified[0].adopted_names->family == "Константинова");
}

TEST_CASE("Other names on an account without a number cannot be adopted")
{
    Station station;
    station.sign_in();
    auto stranger = station.account();
    stranger.names = {"Мария", "Иванова", "Петрова"};
    stranger.number_present = false;
    stranger.number_masked.clear();
    stranger.number_hash.reset();
    stranger.birth_date.reset();
    stranger.sex.reset();
    station.portal.accounts.emplace_back(stranger);
    station.scan("viki.konstantinova");
    station.press(Action::next);
    station.read_chip(station.card.reading());
    CHECK_FALSE(station.step<CompareView>().may_adopt_names);
    CHECK_FALSE(station.enabled(Action::next));
    station.press(Action::refuse);
    CHECK(station.step<RefuseView>().suggested == "names_differ");
}

TEST_CASE("A number under a key made since the last exchange is compared all the same")
{
    Station station;
    station.sign_in();
    station.portal.pass_key.number = 48;
    station.to_document();
    station.read_chip(station.card.reading());
    const auto& fields = station.step<CompareView>().comparison.fields;
    const auto number = std::find_if(fields.begin(), fields.end(),
                                     [](const auto& field) { return field.field == contract::Field::personal_number; });
    REQUIRE(number != fields.end());
    CHECK(number->verdict == contract::Verdict::exact);
}
