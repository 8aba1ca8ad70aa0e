#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// A pass or a username becomes an account.
using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

TEST_CASE("Enter on an emptied field forgets the name that stood there")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(contract::Problem{404, "unknown_username", ""});
    station.scan("nobody.here");
    REQUIRE(station.step<CitizenView>().entered == "nobody.here");
    station.press(Action::next);
    CHECK(code_of(station.step<CitizenView>().message) == "nothing_entered");
    CHECK(station.step<CitizenView>().entered.empty());
}

TEST_CASE("An unknown username is told with what was typed")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(contract::Problem{404, "unknown_username", ""});
    station.scan("nobody.here");
    CHECK(code_of(station.step<CitizenView>().message) == "unknown_username");
    CHECK(station.step<CitizenView>().entered == "nobody.here");
    CHECK(std::get<contract::LookUpContent>(station.portal.records.back()).answer == "unknown_username");
}

TEST_CASE("A pass that the portal has seen used is refused")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(contract::Problem{409, "pass_used", ""});
    station.scan(station.pass());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_used");
}

TEST_CASE("An expired pass is refused without asking anybody")
{
    Station station;
    station.sign_in();
    const std::string pass = station.pass();
    station.clock.time += 25h;
    station.scan(pass);
    CHECK(code_of(station.step<CitizenView>().message) == "pass_expired");
    CHECK(station.portal.asked.empty());
}

TEST_CASE("A pass that somebody else signed is forged")
{
    Station station;
    station.sign_in();
    station.portal.keys = contract::generate_ed25519();
    station.scan(station.pass());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_forged");
}

TEST_CASE("A QR code of something else is told by what it is, and long digits in it are covered")
{
    Station station;
    station.sign_in();
    station.scan("https://bills.example/8506150016");
    CHECK(code_of(station.step<CitizenView>().message) == "not_a_pass");
    station.scan("*8506150016/25!");
    CHECK(station.step<CitizenView>().message->raw == "*8506******/25!");
}

TEST_CASE("A pass under a key that is not known yet is opened after one exchange with the portal")
{
    Station station;
    station.sign_in();
    station.portal.pass_key.number = 48; // this week's, made after the last exchange
    station.portal.accounts.emplace_back(station.account());
    station.scan(station.pass());
    CHECK(station.at<FoundView>());
}

TEST_CASE("A pass under a key that the portal does not know either is told as such")
{
    Station station;
    station.portal.knows_pass_key = false;
    station.portal.pass_key.number = 99;
    station.sign_in();
    station.scan(station.pass());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_key_unknown");
}

TEST_CASE("A paused account cannot go on to the document")
{
    Station station;
    station.sign_in();
    auto paused = station.account();
    paused.state = contract::AccountState::paused;
    station.portal.accounts.emplace_back(paused);
    station.scan("viki.konstantinova");
    CHECK(code_of(station.step<FoundView>().message) == "account_paused");
    CHECK_FALSE(station.enabled(Action::next));
}
