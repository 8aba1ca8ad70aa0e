#include <doctest/doctest.h>

#include "portal/domain/password_again.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::TestPortal;

namespace {
struct Asked {
    TestPortal portal;
    Account viki{portal.account(portal.citizen("viki"))};

    PasswordAgain again(std::string_view password, std::string_view browser = "",
                        std::string_view network = "192.0.2.1")
    {
        return check_password_again(portal.context, viki, {password, network, browser});
    }
    bool right(std::string_view browser)
    {
        return std::holds_alternative<RightPassword>(again(TestPortal::kPassword, browser));
    }
};
} // namespace

TEST_CASE_FIXTURE(Asked, "the owner's password is right, another is wrong")
{
    CHECK(std::holds_alternative<RightPassword>(again(TestPortal::kPassword)));
    CHECK(std::holds_alternative<WrongPassword>(again("друга дълга парола")));
}

TEST_CASE_FIXTURE(Asked, "guesses at the password again and at the log-in are counted together")
{
    const auto& rules = portal.context.rules;
    for (unsigned i = 0; i < rules.failures_per_account_and_network; ++i)
        CHECK(std::holds_alternative<WrongPassword>(again("друга дълга парола")));
    CHECK(std::holds_alternative<TooMany>(again(TestPortal::kPassword)));
    CHECK(std::holds_alternative<TooMany>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""})));
    CHECK(
        std::holds_alternative<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "198.51.100.1", ""})));
}

TEST_CASE_FIXTURE(Asked, "a neighbour's guesses keep the owner at a known browser from nothing")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    for (unsigned i = 0; i < portal.context.rules.failures_per_account_and_network; ++i)
        log_in(portal.context, {"viki", "друга дълга парола", "192.0.2.1", ""});
    REQUIRE(std::holds_alternative<TooMany>(again(TestPortal::kPassword)));
    CHECK(right(home.browser));
}

TEST_CASE_FIXTURE(Asked, "a stolen session guesses from no more networks than the log-in")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    for (unsigned i = 0; i < portal.context.rules.failures_in_a_row; ++i)
        REQUIRE(std::holds_alternative<WrongPassword>(
            again("друга дълга парола", "", "198.51.100." + std::to_string(i % 50))));
    CHECK_FALSE(right(""));
    CHECK(std::holds_alternative<WrongCredentials>(
        log_in(portal.context, {"viki", TestPortal::kPassword, "203.0.113.7", ""})));
    CHECK(right(home.browser));
    CHECK(portal.take_mail().at(0).kind == MailKind::entrance_closed);
}

TEST_CASE_FIXTURE(Asked, "a known browser in which a hundred wrong passwords in a row were given is known no more")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    for (unsigned i = 0; i < portal.context.rules.failures_in_a_row; ++i) {
        if (i % 10 == 0) portal.clock.forward(portal.context.rules.throttle_window);
        REQUIRE(std::holds_alternative<WrongPassword>(again("друга дълга парола", home.browser)));
    }
    CHECK_FALSE(portal.database->read()->known_browsers().known(viki.id, hash_of_token(home.browser)));
}
