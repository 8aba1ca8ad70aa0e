#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// The clerk comes and goes.
using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("Signing out ends the session in the portal and clears the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->sign_out();
    station.settle();
    CHECK(station.at<SignInView>());
    CHECK(station.desk->view().strip.clerk.empty());
    CHECK(station.portal.signed_out == std::vector<std::string>{"token"});
}

TEST_CASE("A session that the portal has ended asks for the password again")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(contract::Problem{401, "sign_in_again", ""});
    station.scan("viki.konstantinova");
    CHECK(code_of(station.step<SignInView>().message) == "session_expired");
}

TEST_CASE("A wrong password is told and the username stays")
{
    Station station;
    station.portal.sign_in_refusal = contract::Problem{401, "wrong_password", ""};
    station.desk->sign_in("r.stoilova", "wrong");
    station.settle();
    CHECK(code_of(station.step<SignInView>().message) == "wrong_password");
    CHECK(station.step<SignInView>().username == "r.stoilova");
}

TEST_CASE("Without the portal a clerk who was here before signs in by the wrapped key")
{
    TemporaryFolder state;
    {
        Station before{state.path, true};
        before.sign_in();
    }
    Station station{state.path, false};
    station.desk->sign_in("r.stoilova", kPassword);
    station.settle();
    CHECK(station.at<CitizenView>());
    CHECK(station.desk->view().strip.connection == StripView::Connection::offline);
}
