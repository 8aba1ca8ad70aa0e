#include "kiosk/core/desk.hpp"

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;
using Outcome = contract::ReceiptOutcome;

namespace {
void confirm_with(Station& station, const TestPortal::Judgement& judgement)
{
    station.portal.judgement = judgement;
    station.sign_in();
    station.to_decision();
    station.press(Action::decide);
}
} // namespace

TEST_CASE("A conflict is shown with its reason, and the record waits no longer")
{
    Station station;
    confirm_with(station, {Outcome::conflict, "person_on_other_account"});
    REQUIRE(station.step<DoneView>().receipt);
    CHECK(station.step<DoneView>().receipt->outcome == Outcome::conflict);
    CHECK(station.step<DoneView>().receipt->reason == "person_on_other_account");
    CHECK(station.desk->view().strip.queue == 0);
    CHECK(station.desk->view().strip.trouble == StripView::Trouble::none);
}

TEST_CASE("The end of a case knows whether the account gets what it opens")
{
    using State = contract::AccountState;
    for (const State state : {State::unverified, State::email_unconfirmed}) {
        Station station;
        station.sign_in();
        auto account = station.account();
        account.state = state;
        station.portal.accounts.emplace_back(account);
        station.scan(account.username);
        station.press(Action::next);
        station.read_chip(station.card.reading());
        station.press(Action::next);
        station.press(Action::decide);
        CHECK(station.step<DoneView>().account == state);
    }
    Station without_portal;
    without_portal.sign_in();
    without_portal.portal.reachable = false;
    without_portal.scan(without_portal.pass());
    without_portal.press(Action::next);
    without_portal.read_chip(without_portal.card.reading());
    without_portal.press(Action::next);
    without_portal.press(Action::decide);
    CHECK(without_portal.step<DoneView>().account == std::nullopt);
}

TEST_CASE("A refused record is shown as refused, and the next ones go on")
{
    Station station;
    confirm_with(station, {Outcome::refused, "clerk_certificate_not_in_force"});
    REQUIRE(station.step<DoneView>().receipt);
    CHECK(station.step<DoneView>().receipt->outcome == Outcome::refused);
    station.press(Action::next);
    station.name_account();
    CHECK(station.desk->view().strip.queue == 0);
    CHECK(station.portal.next_number == 5);
}

TEST_CASE("A receipt that comes after the next citizen has begun changes nothing in that case")
{
    Station station;
    station.portal.judgement = {Outcome::conflict, "pass_used"};
    station.sign_in();
    station.to_decision();
    station.portal.reachable = false;
    station.press(Action::decide);
    CHECK_FALSE(station.step<DoneView>().receipt);
    station.press(Action::next);
    station.scan("viki.konstantinova");
    station.portal.reachable = true;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    CHECK(station.at<FoundView>());
    CHECK_FALSE(station.step<FoundView>().message);
    CHECK(station.desk->view().strip.queue == 0);
}

TEST_CASE("The policy that the portal told once stays in force though it is not told again")
{
    Station station;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    station.sign_in();
    station.to_document();
    station.press(Action::refuse);
    CHECK(station.step<RefuseView>().reasons.size() == station.portal.policy.refusal_reasons.size());
}

TEST_CASE("A policy under which no counter could work is not taken, and the next one is")
{
    Station station;
    const auto exchange = [&] {
        station.clock.go(60s);
        station.desk->tick();
        station.settle();
    };
    const auto days = [&] { return station.step<SignInView>().key_days; };
    station.portal.policy.clerk_key_days = 3;
    exchange();
    CHECK(days() == 3);
    station.portal.policy.clerk_key_days = 0;
    exchange();
    CHECK(days() == 3);
    CHECK(station.desk->view().strip.trouble == StripView::Trouble::none);
    station.portal.policy.clerk_key_days = 5;
    exchange();
    CHECK(days() == 5);
}
