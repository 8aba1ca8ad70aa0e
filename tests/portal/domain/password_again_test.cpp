#include <doctest/doctest.h>

#include "portal/domain/password_again.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::TestPortal;

namespace {
struct Asked {
    TestPortal portal;
    Account viki{portal.account(portal.citizen("viki"))};

    PasswordAgain again(std::string_view password)
    {
        return check_password_again(portal.context, viki, password, "192.0.2.1");
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
