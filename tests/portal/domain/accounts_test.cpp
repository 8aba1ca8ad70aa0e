#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "portal/domain/email_confirmation.hpp"
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

RegistrationAnswer register_with(const TestPortal& portal, const std::string& username, const std::string& email)
{
    auto form = good_form(username);
    form.email = email;
    return register_account(portal.context, form);
}

void confirm_with(TestPortal& portal, const std::string& username, const std::string& email)
{
    register_with(portal, username, email);
    const auto token = portal.take_mail().at(0).arguments.at("token");
    REQUIRE(std::holds_alternative<AccountId>(confirm_email(portal.context, token)));
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
    const auto account = portal.account(row->id);
    CHECK(account.phone == "+359888123456");
    CHECK_FALSE(account.email_confirmed);
    CHECK_FALSE(account.verification);
    CHECK(payment_gate(account, sofia_day(portal.clock.now())) == GateClosed::email_unconfirmed);
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

TEST_CASE("a telephone may be left empty, not written wrongly")
{
    TestPortal portal;
    auto form = good_form("viki");
    form.phone = " ";
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, form)));
    CHECK(portal.database->begin()->accounts().find_by_username("viki")->phone.empty());
    form = good_form("ivan");
    form.phone = "+";
    CHECK(has(register_account(portal.context, form), RegistrationFault::phone_wrong));
}

TEST_CASE("a personal number is no username")
{
    TestPortal portal;
    CHECK(has(register_account(portal.context, good_form("8506156591")), RegistrationFault::username_no_letter));
    CHECK(has(register_account(portal.context, good_form("850615-6591")), RegistrationFault::username_no_letter));
}

TEST_CASE("a username in other letter case is the same username")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    CHECK(has(register_account(portal.context, good_form("VIKI")), RegistrationFault::username_taken));
}

TEST_CASE("a taken username is told before a password is chosen, with all other faults of the answers")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    auto form = good_form("Viki");
    form.password.clear();
    CHECK(faults_of_answers(portal.context, form) == std::vector{RegistrationFault::username_taken});
    form.email = "viki";
    CHECK(faults_of_answers(portal.context, form).size() == 2);
    form = good_form("free");
    form.password.clear();
    CHECK(faults_of_answers(portal.context, form).empty());
}

TEST_CASE("who asks for very many usernames learns of none, and can register all the same")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    const auto form = good_form("viki");
    for (unsigned i = 0; i < portal.context.rules.usernames_per_network; ++i)
        CHECK_FALSE(faults_of_answers(portal.context, form).empty());
    CHECK(faults_of_answers(portal.context, form).empty());
    CHECK(has(register_account(portal.context, form), RegistrationFault::username_taken));
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, good_form("free"))));
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

TEST_CASE("the fourth account with one address is made like the others, and only the mailbox learns of it")
{
    TestPortal portal;
    for (const auto* username : {"first", "second", "third"})
        confirm_with(portal, username, "Shared@example.com");
    CHECK(std::holds_alternative<Registered>(register_with(portal, "fourth", "shared@example.com")));
    CHECK(portal.database->begin()->accounts().username_taken("fourth"));
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].kind == MailKind::account_limit);
}

TEST_CASE("accounts that nobody confirmed use up no address")
{
    TestPortal portal;
    for (const auto* username : {"stranger1", "stranger2", "stranger3"})
        register_with(portal, username, "viki@example.com");
    portal.take_mail();
    confirm_with(portal, "viki", "viki@example.com");
}

TEST_CASE("of links that wait for one address only as many as may share it can be used")
{
    TestPortal portal;
    for (const auto* username : {"first", "second", "third", "fourth"})
        register_with(portal, username, "shared@example.com");
    std::vector<std::string> tokens;
    for (const auto& mail : portal.take_mail())
        tokens.push_back(mail.arguments.at("token"));
    REQUIRE(tokens.size() == 4);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(std::holds_alternative<AccountId>(confirm_email(portal.context, tokens[i])));
    CHECK(std::get<ConfirmationRefusal>(confirm_email(portal.context, tokens[3])) == ConfirmationRefusal::address_full);
}

TEST_CASE("one mailbox gets so many letters and no more, in whatever letter case it is written")
{
    Rules rules;
    rules.mails_per_address = 2;
    TestPortal portal{rules};
    CHECK(std::holds_alternative<Registered>(register_with(portal, "first", "viki@example.com")));
    CHECK(std::holds_alternative<Registered>(register_with(portal, "second", "Viki@example.com")));
    CHECK(std::holds_alternative<Registered>(register_with(portal, "third", "VIKI@Example.com")));
    CHECK(waiting_mail(portal) == 2);
}

TEST_CASE("asking which usernames are taken is limited, too")
{
    Rules rules;
    rules.registrations_per_network = 1;
    TestPortal portal{rules};
    portal.citizen("viki");
    CHECK(has(register_account(portal.context, good_form("viki")), RegistrationFault::username_taken));
    CHECK(std::holds_alternative<TooMany>(register_account(portal.context, good_form("viki"))));
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
