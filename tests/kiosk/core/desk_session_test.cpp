#include "kiosk/core/desk.hpp"

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

namespace {
void try_to_sign_in(Station& station, const std::string& password)
{
    station.desk->sign_in("r.stoilova", password);
    station.settle();
}

/// The clerk has worked here before: the key is on disk.
void sign_in_and_out(Station& station)
{
    station.sign_in();
    station.desk->sign_out();
    station.settle();
}

/// Signed in by the wrapped key: the portal did not answer just then, and does again.
void miss_sign_in(Station& station)
{
    sign_in_and_out(station);
    station.portal.hears_sign_in = false;
    station.sign_in();
    station.portal.hears_sign_in = true;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    REQUIRE(station.desk->view().strip.connection == StripView::Connection::online);
}

void hide_and_unlock(Station& station)
{
    station.clock.go(125s);
    station.desk->tick();
    station.settle();
    REQUIRE(station.at<HiddenView>());
    station.desk->unlock(kPassword);
    station.settle();
}
} // namespace

TEST_CASE("A portal that is busy asks the clerk to try again and begins no session without it")
{
    Station station;
    sign_in_and_out(station);
    station.portal.sign_in_refusal = contract::Problem{503, "busy", ""};
    try_to_sign_in(station, kPassword);
    CHECK(code_of(station.step<SignInView>().message) == "busy");
    station.portal.sign_in_refusal.reset();
    station.sign_in();
    CHECK(station.step<CitizenView>().message == std::nullopt);
}

TEST_CASE("A clerk whose sign-in missed the portal is told when it answers again, and signs in anew")
{
    Station station;
    miss_sign_in(station);
    CHECK(code_of(station.step<CitizenView>().message) == "portal_is_back");
    station.desk->sign_out();
    station.settle();
    station.sign_in();
    CHECK(code_of(station.step<CitizenView>().message).empty());
    station.name_account();
    CHECK(station.step<FoundView>().account.email_masked == "v***a@example.com");
}

TEST_CASE("The password that shows a hidden screen begins the session that was missed, and the case stays")
{
    Station station;
    miss_sign_in(station);
    station.scan("viki.konstantinova");
    REQUIRE(station.step<FoundView>().account.to_be_compared_by_portal);
    hide_and_unlock(station);
    CHECK(station.at<FoundView>());
    station.press(Action::end_service);
    CHECK(code_of(station.step<CitizenView>().message).empty());
    station.name_account();
    CHECK_FALSE(station.step<FoundView>().account.to_be_compared_by_portal);
    CHECK(station.portal.records_of<contract::SignInContent>().size() == 3);
    CHECK(station.desk->view().strip.queue == 0);
}

TEST_CASE("A portal that refuses the password behind the hidden screen leaves the session as it is")
{
    Station station;
    miss_sign_in(station);
    station.portal.sign_in_refusal = contract::Problem{401, "wrong_password", ""};
    hide_and_unlock(station);
    CHECK(code_of(station.step<CitizenView>().message) == "portal_is_back");
}

TEST_CASE("A session that cannot be recorded is not begun behind the hidden screen, and the portal learns it")
{
    Station station;
    miss_sign_in(station);
    const auto next_number = station.records.head().next_number;
    const auto signed_out = station.portal.signed_out.size();
    station.portal.next_number = 40; // the outbox is an old copy
    hide_and_unlock(station);
    CHECK(station.at<CitizenView>());
    CHECK(code_of(station.step<CitizenView>().message) == "portal_is_back");
    CHECK(station.records.head().next_number == next_number);
    CHECK(station.portal.signed_out.size() == signed_out + 1);
}

TEST_CASE("A look-up in a session without the portal does not call a connection lost that is there")
{
    Station station;
    miss_sign_in(station);
    station.desk->scanned("viki.konstantinova");
    while (station.portal_worker.run_one() || station.disk_worker.run_one() || station.ui.run_one())
        CHECK(station.desk->view().strip.connection == StripView::Connection::online);
    CHECK(station.at<FoundView>());
}

TEST_CASE("Without the portal a wrong password signs nobody in, and is told as what it may be")
{
    Station station;
    sign_in_and_out(station);
    station.portal.reachable = false;
    try_to_sign_in(station, "another password");
    CHECK(code_of(station.step<SignInView>().message) == "not_known_without_portal");
    station.desk->sign_in("somebody.else", kPassword);
    station.settle();
    CHECK(code_of(station.step<SignInView>().message) == "not_known_without_portal");
}

TEST_CASE("Without the portal a key whose days are over is told as an expired sign-in")
{
    Station station;
    sign_in_and_out(station);
    station.portal.reachable = false;
    station.clock.go(8 * 24h);
    try_to_sign_in(station, kPassword);
    CHECK(code_of(station.step<SignInView>().message) == "session_expired");
}

TEST_CASE("Without the portal a clerk's key that cannot be read is told as a fault of the disk")
{
    Station station;
    sign_in_and_out(station);
    station.portal.reachable = false;
    for (const auto& clerk : std::filesystem::directory_iterator{station.state / "clerks"}) {
        std::filesystem::remove(clerk.path());
        std::filesystem::create_directory(clerk.path());
    }
    try_to_sign_in(station, kPassword);
    CHECK(code_of(station.step<SignInView>().message) == "vault_failed");
}
