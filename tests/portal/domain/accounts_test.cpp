#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "portal/domain/accounts.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::good_form;
using tests::TestPortal;

namespace {
bool has(const RegistrationAnswer& answer, RegistrationFault fault)
{
    const auto* faults = std::get_if<std::vector<RegistrationFault>>(&answer);
    return faults && std::find(faults->begin(), faults->end(), fault) != faults->end();
}

std::int64_t waiting_mail(const TestPortal& portal)
{
    return portal.database->begin()->mail().waiting();
}
} // namespace

TEST_CASE("a registered citizen is unverified, with an address still to be confirmed")
{
    TestPortal portal;
    const auto answer = register_account(portal.context, good_form("Viki.K"));
    REQUIRE(std::holds_alternative<Registered>(answer));
    CHECK(std::get<Registered>(answer).username == "viki.k");
    const auto row = portal.database->begin()->accounts().find_by_username("viki.k");
    REQUIRE(row);
    const auto account = find_account(portal.context, row->id);
    CHECK(account->phone == "+359888123456");
    CHECK_FALSE(account->email_confirmed);
    CHECK_FALSE(account->verification);
    CHECK(payment_gate(*account) == GateClosed::email_unconfirmed);
}

TEST_CASE("a form shows all of its faults at once")
{
    TestPortal portal;
    auto form = good_form("vi");
    form.password = "кратка";
    form.names.given = " ";
    form.names.family = "1234";
    form.email = "viki";
    form.phone = "12";
    const auto answer = register_account(portal.context, form);
    CHECK(std::get<std::vector<RegistrationFault>>(answer).size() == 6);
    CHECK(has(answer, RegistrationFault::username_length));
    CHECK(has(answer, RegistrationFault::password_too_short));
    CHECK(has(answer, RegistrationFault::given_name_missing));
    CHECK(has(answer, RegistrationFault::family_name_wrong));
    CHECK(has(answer, RegistrationFault::email_wrong));
    CHECK(has(answer, RegistrationFault::phone_wrong));
}

TEST_CASE("a username in other letter case is the same username")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    CHECK(has(register_account(portal.context, good_form("VIKI")), RegistrationFault::username_taken));
}

TEST_CASE("of two registrations of one username at the same moment exactly one succeeds")
{
    TestPortal portal;
    std::atomic<int> registered{0};
    std::atomic<int> taken{0};
    const auto attempt = [&](const std::string& email) {
        auto form = good_form("viki");
        form.email = email;
        const auto answer = register_account(portal.context, form);
        registered += std::holds_alternative<Registered>(answer) ? 1 : 0;
        taken += has(answer, RegistrationFault::username_taken) ? 1 : 0;
    };
    std::thread first{attempt, "one@example.com"};
    std::thread second{attempt, "two@example.com"};
    first.join();
    second.join();
    CHECK(registered == 1);
    CHECK(taken == 1);
}

TEST_CASE("the fourth account with one address is answered like the others, and only the mailbox learns of it")
{
    TestPortal portal;
    for (const auto* username : {"first", "second", "third", "fourth"}) {
        auto form = good_form(username);
        form.email = "Shared@example.com";
        CHECK(std::holds_alternative<Registered>(register_account(portal.context, form)));
    }
    CHECK_FALSE(portal.database->begin()->accounts().find_by_username("fourth"));
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 4);
    CHECK(mails.back().kind == MailKind::account_limit);
}

TEST_CASE("registrations from one network are limited within the window")
{
    Rules rules;
    rules.registrations_per_network = 1;
    TestPortal portal{rules};
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, good_form("first"))));
    CHECK(std::holds_alternative<TooMany>(register_account(portal.context, good_form("second"))));
    portal.clock.forward(rules.throttle_window);
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, good_form("second"))));
}

TEST_CASE("a refused registration leaves nothing behind")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    const auto before = waiting_mail(portal);
    register_account(portal.context, good_form("viki"));
    CHECK(waiting_mail(portal) == before);
}
