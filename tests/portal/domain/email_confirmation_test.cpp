#include <doctest/doctest.h>

#include "portal/domain/email_confirmation.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::TestPortal;

namespace {
struct Unconfirmed {
    TestPortal portal;
    AccountId account{};
    std::string token;

    Unconfirmed()
    {
        register_account(portal.context, tests::good_form("viki"));
        account = portal.database->begin()->accounts().find_by_username("viki")->id;
        token = portal.take_mail().at(0).arguments.at("token");
    }
    bool confirmed() { return portal.account(account).email_confirmed.has_value(); }
};
} // namespace

TEST_CASE_FIXTURE(Unconfirmed, "looking at the page behind the link confirms nothing")
{
    const auto view = view_confirmation(portal.context, token);
    CHECK(std::get<ConfirmationView>(view).email_masked == "v***i@example.com");
    CHECK_FALSE(confirmed());
}

TEST_CASE_FIXTURE(Unconfirmed, "the button confirms the address once")
{
    CHECK(std::get<AccountId>(confirm_email(portal.context, token)) == account);
    CHECK(confirmed());
    CHECK(std::get<ConfirmationRefusal>(confirm_email(portal.context, token)) == ConfirmationRefusal::used);
}

TEST_CASE_FIXTURE(Unconfirmed, "a link dies after 24 hours")
{
    portal.clock.forward(std::chrono::hours{24});
    CHECK(std::get<ConfirmationRefusal>(confirm_email(portal.context, token)) == ConfirmationRefusal::expired);
    CHECK_FALSE(confirmed());
}

TEST_CASE_FIXTURE(Unconfirmed, "a new link stops the old one")
{
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account)) == Resent::sent);
    const auto newer = portal.take_mail().at(0).arguments.at("token");
    CHECK(std::get<ConfirmationRefusal>(confirm_email(portal.context, token)) == ConfirmationRefusal::expired);
    CHECK(std::holds_alternative<AccountId>(confirm_email(portal.context, newer)));
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account)) == Resent::already);
}

TEST_CASE_FIXTURE(Unconfirmed, "an invented token is unknown")
{
    CHECK(std::get<ConfirmationRefusal>(confirm_email(portal.context, "x")) == ConfirmationRefusal::unknown);
}
