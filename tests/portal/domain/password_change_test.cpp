#include "portal/domain/password_change.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "portal/domain/new_address.hpp"
#include "portal/domain/phone.hpp"
#include "portal/domain/recovery.hpp"
#include "tests/portal/domain/meanwhile.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::TestPortal;

namespace {
constexpr auto kNew = "съвсем друга дълга парола";

struct Changing {
    TestPortal portal;
    AccountId viki{portal.citizen("viki")};
    std::string here{enter(TestPortal::kPassword)};

    std::string enter(const std::string& password)
    {
        const auto answer = log_in(portal.context, {"viki", password, "192.0.2.1", ""});
        const auto* in = std::get_if<LoggedIn>(&answer);
        return in ? in->token : "";
    }
    PasswordChangeAnswer change(const std::string& current, const std::string& fresh)
    {
        return change_password(portal.context, portal.account(viki), {current, fresh, here, "192.0.2.1"});
    }
};
} // namespace

TEST_CASE_FIXTURE(Changing, "who knows the password sets another one, and stays signed in here alone")
{
    const auto elsewhere = enter(TestPortal::kPassword);
    CHECK(std::holds_alternative<PasswordChanged>(change(TestPortal::kPassword, kNew)));
    CHECK(enter(TestPortal::kPassword).empty());
    CHECK_FALSE(enter(kNew).empty());
    CHECK(resume_session(portal.context, here));
    CHECK_FALSE(resume_session(portal.context, elsewhere));
}

TEST_CASE_FIXTURE(Changing, "a changed password is told in a letter that brings the alarm, and is in the audit trail")
{
    change(TestPortal::kPassword, kNew);
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::password_changed);
    CHECK(mail.arguments.contains("alarm"));
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::count(events, "password.changed", &AuditEvent::kind) == 1);
    CHECK_FALSE(portal.account(viki).pause);
}

TEST_CASE_FIXTURE(Changing,
                  "of many changes of the password in a day the first are told by letter, and the log tells of all")
{
    const auto most = portal.context.rules.notices_per_account;
    const std::string passwords[] = {TestPortal::kPassword, kNew};
    for (unsigned i = 0; i < most + 2; ++i)
        CHECK(std::holds_alternative<PasswordChanged>(change(passwords[i % 2], passwords[1 - i % 2])));
    CHECK(portal.take_mail().size() == most);
    const auto events = portal.database->read()->audit().of_account(viki, 20);
    CHECK(std::ranges::count(events, "password.changed", &AuditEvent::kind) == most + 2);
}

TEST_CASE_FIXTURE(Changing, "what a thief began goes on no more under another password")
{
    const auto thiefs = [&] { return portal.account(viki); };
    REQUIRE(std::holds_alternative<NewAddressAsked>(
        ask_new_address(portal.context, thiefs(), {"thief@example.com", TestPortal::kPassword, "198.51.100.7"})));
    REQUIRE(std::holds_alternative<PhoneAsked>(
        ask_phone(portal.context, thiefs(), {"+359899765432", TestPortal::kPassword, "198.51.100.7"})));
    CHECK(std::holds_alternative<PasswordChanged>(change(TestPortal::kPassword, kNew)));
    CHECK_FALSE(waiting_address(portal.context, viki));
    CHECK_FALSE(portal.database->read()->phones().request(viki));
}

TEST_CASE_FIXTURE(Changing, "nothing changes by a wrong password, the same one, or one that is not taken")
{
    CHECK(std::holds_alternative<WrongPassword>(change("грешна дълга парола", kNew)));
    CHECK(std::holds_alternative<SamePassword>(change(TestPortal::kPassword, TestPortal::kPassword)));
    CHECK(std::get<PasswordFault>(change(TestPortal::kPassword, "къса")) == PasswordFault::too_short);
    CHECK(portal.take_mail().empty());
    CHECK_FALSE(enter(TestPortal::kPassword).empty());
}

TEST_CASE_FIXTURE(Changing, "guesses at the present password are counted like those at the log-in")
{
    for (unsigned i = 0; i < portal.context.rules.failures_per_account_and_network; ++i)
        CHECK(std::holds_alternative<WrongPassword>(change("грешна дълга парола", kNew)));
    CHECK(std::holds_alternative<TooMany>(change(TestPortal::kPassword, kNew)));
}

TEST_CASE_FIXTURE(Changing, "a link that would set another password is good no more")
{
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, "192.0.2.1"});
    const auto lines = portal.take_mail().at(0).arguments.at("accounts");
    const auto token = lines.substr(5, lines.size() - 6);
    REQUIRE(std::holds_alternative<ResetView>(view_reset(portal.context, token)));
    change(TestPortal::kPassword, kNew);
    CHECK(std::get<LinkRefusal>(view_reset(portal.context, token)) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(Changing, "a change overwrites no password that was set by mail meanwhile")
{
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, "192.0.2.1"});
    const auto lines = portal.take_mail().at(0).arguments.at("accounts");
    const auto token = lines.substr(5, lines.size() - 6);
    tests::Meanwhile database{*portal.database, 3, [&] {
                                  reset_password(portal.context, {token, "парола по пощата", "192.0.2.1"});
                              }};
    const Context context{database, portal.keys, portal.passwords, portal.clock, portal.context.rules};
    CHECK(std::holds_alternative<WrongPassword>(
        change_password(context, portal.account(viki), {TestPortal::kPassword, kNew, here, "192.0.2.1"})));
    REQUIRE(database.happened());
    CHECK(enter(kNew).empty());
    CHECK_FALSE(enter("парола по пощата").empty());
}

TEST_CASE_FIXTURE(Changing, "an owner whose account is paused changes the password all the same")
{
    portal.pause(viki, PauseReason::alarm);
    CHECK(std::holds_alternative<PasswordChanged>(change(TestPortal::kPassword, kNew)));
    CHECK(portal.account(viki).pause);
}
