#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// What the portal's refusals become on the screen.
using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

namespace {
contract::Problem too_many(std::chrono::seconds wait)
{
    return {429, "too_many_requests", "", wait};
}
} // namespace

TEST_CASE("Too many sign-ins say from when on the portal takes another one")
{
    Station station;
    station.portal.sign_in_refusal = too_many(15min);
    station.desk->sign_in("r.stoilova", "wrong");
    station.settle();
    const auto message = station.step<SignInView>().message.value();
    CHECK(message.code == "too_many_requests");
    CHECK(message.not_before == station.clock.time + 15min);
}

TEST_CASE("Too many look-ups say so as well")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(too_many(200s));
    station.scan("nobody.here");
    CHECK(station.step<CitizenView>().message.value().not_before == station.clock.time + 200s);
}

TEST_CASE("A refusal that names no wait promises no hour")
{
    Station station;
    station.portal.sign_in_refusal = contract::Problem{401, "wrong_password", ""};
    station.desk->sign_in("r.stoilova", "wrong");
    station.settle();
    CHECK_FALSE(station.step<SignInView>().message.value().not_before);
}

TEST_CASE("A supervisor with the right password is told that clerks sign in here")
{
    Station station;
    station.portal.sign_in_refusal = contract::Problem{403, "not_a_clerk", ""};
    station.desk->sign_in("d.marinova", "right");
    station.settle();
    CHECK(station.step<SignInView>().message.value().code == "not_a_clerk");
}
