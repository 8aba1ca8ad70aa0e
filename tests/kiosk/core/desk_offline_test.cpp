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

namespace {
void wait(Station& station, std::chrono::seconds time)
{
    station.clock.go(time);
    station.desk->tick();
    station.settle();
}

/// The counter has just heard this policy, on a screen that does not hide meanwhile.
void hear_policy(Station& station, unsigned offline_hours)
{
    auto& policy = station.portal.policy;
    policy.offline_hours = offline_hours;
    policy.hide_after_seconds = policy.clear_after_seconds = 1'000'000;
    wait(station, 60s);
}
} // namespace

TEST_CASE("After so many hours without the portal nothing is decided until it answers, and nothing of the case is lost")
{
    Station station;
    hear_policy(station, 2);
    station.sign_in();
    station.to_decision();
    station.portal.reachable = false;
    wait(station, 2h - 1s);
    CHECK(station.enabled(Action::decide));
    CHECK_FALSE(station.step<DecideView>().message);
    station.clock.go(1s); // no exchange has told of it yet
    const auto queue = station.desk->view().strip.queue;
    station.press(Action::decide);
    REQUIRE(station.at<DecideView>());
    CHECK_FALSE(station.enabled(Action::decide));
    CHECK(code_of(station.step<DecideView>().message) == "too_long_offline");
    station.press(Action::refuse);
    CHECK_FALSE(station.enabled(Action::decide));
    CHECK(code_of(station.step<RefuseView>().message) == "too_long_offline");
    station.desk->refuse("document_expired");
    station.settle();
    REQUIRE(station.at<RefuseView>());
    CHECK(station.desk->view().strip.queue == queue);
    station.portal.reachable = true;
    wait(station, 10min);
    CHECK_FALSE(station.step<RefuseView>().message);
    station.press(Action::back);
    CHECK_FALSE(station.step<DecideView>().message);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().kind == DoneView::Kind::verified);
}

TEST_CASE(
    "A counter that is too long without the portal says so before a case begins, and accounts are still looked up")
{
    Station station;
    hear_policy(station, 2);
    station.sign_in();
    station.portal.reachable = false;
    wait(station, 2h);
    CHECK(code_of(station.step<CitizenView>().message) == "too_long_offline");
    station.scan(station.pass());
    CHECK(station.at<FoundView>());
}

TEST_CASE("A new start does not begin the hours without the portal anew")
{
    TemporaryFolder folder;
    {
        Station station{folder.path, true};
        hear_policy(station, 100);
        station.sign_in();
    }
    for (const auto& [hours, code] : {std::pair{99h, ""}, std::pair{101h, "too_long_offline"}}) {
        Station station{folder.path, false};
        station.clock.go(hours);
        station.sign_in();
        CHECK(code_of(station.step<CitizenView>().message) == code);
    }
}

TEST_CASE("How long the counter goes on without the portal ends with the policy's hours or the clerk's key")
{
    for (const unsigned hours : {2U, 1000U}) {
        Station station;
        hear_policy(station, hours);
        const auto heard = station.clock.now();
        station.sign_in();
        station.portal.reachable = false;
        station.scan(station.pass());
        const auto until = station.desk->view().side.offline_until;
        REQUIRE(until);
        CHECK((*until == heard + std::chrono::hours{hours}) == (hours == 2));
        CHECK(*until < heard + 200h);
    }
}
