#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// A case without the portal.
using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

TEST_CASE("Without the portal a pass names account and names by itself")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.scan(station.pass());
    const auto& found = station.step<FoundView>();
    CHECK(found.account.username == "viki.konstantinova");
    CHECK_FALSE(found.account.state);
    CHECK_FALSE(found.account.to_be_compared_by_portal);
    station.press(Action::next);
    station.read_chip(station.card.reading());
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().offline);
    CHECK_FALSE(station.step<DoneView>().receipt);
    CHECK(station.desk->view().strip.queue >= 2);
    station.portal.reachable = true;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    REQUIRE(station.step<DoneView>().receipt);
    CHECK(station.portal.records_of<contract::VerificationContent>().at(0).offline);
}

TEST_CASE("Without the portal a typed username is compared later, and no field is shown as a match")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.scan("viki.konstantinova");
    CHECK(station.step<FoundView>().account.to_be_compared_by_portal);
    station.press(Action::next);
    station.read_chip(station.card.reading());
    for (const auto& field : station.step<CompareView>().comparison.fields) {
        CAPTURE(static_cast<int>(field.field));
        if (field.field == contract::Field::validity) continue;
        CHECK(field.verdict == contract::Verdict::later);
    }
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().kind == DoneView::Kind::verified);
}

TEST_CASE("Without the portal the sixteen digits say to scan the pass or type the username")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.scan(contract::make_pass_code());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_code_needs_portal");
}

TEST_CASE("A connection lost after the account was found changes nothing in the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.portal.reachable = false;
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.summary != contract::Comparison::Summary::stop);
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().kind == DoneView::Kind::verified);
    CHECK(station.step<DoneView>().offline);
}

TEST_CASE("What waits without the portal stands beside the case until the portal has it")
{
    Station station;
    station.sign_in();
    station.to_document();
    CHECK(station.desk->view().side.waiting.empty());
    station.portal.reachable = false;
    station.read_chip(station.card.reading());
    station.press(Action::next);
    station.press(Action::decide);
    const auto waiting = station.desk->view().side.waiting;
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].number == station.step<DoneView>().record_number);
    CHECK(waiting[0].recorded == station.clock.now());
    CHECK(waiting[0].kind == DoneView::Kind::verified);
    station.press(Action::next);
    CHECK(station.desk->view().side.waiting == waiting);
    station.portal.reachable = true;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    CHECK(station.desk->view().side.waiting.empty());
}
