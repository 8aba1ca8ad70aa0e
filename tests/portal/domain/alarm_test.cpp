#include "portal/domain/alarm.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "portal/domain/recovery.hpp"
#include "portal/domain/security_mail.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::Desk;
using tests::good_verification;
using tests::TestPortal;

namespace {
constexpr auto kAnother = "съвсем друга дълга парола";

struct Alarmed : Desk {
    /// The link of a letter about the account as it is.
    std::string letter()
    {
        const auto transaction = portal.database->begin();
        queue_security_mail(*transaction, portal.context, MailKind::identity_verified,
                            transaction->accounts().find(viki).value(), {{"desk", "Гише 12"}, {"place", "тук"}});
        transaction->commit();
        return portal.take_mail().at(0).arguments.at("alarm");
    }
    std::string enter()
    {
        return std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""})).token;
    }
    bool enters(const std::string& password)
    {
        return std::holds_alternative<LoggedIn>(log_in(portal.context, {"viki", password, "192.0.2.1", ""}));
    }
    LinkRefusal refused(const std::string& token)
    {
        return std::get<LinkRefusal>(raise_alarm(portal.context, token, "192.0.2.1"));
    }
    std::optional<GateClosed> gate() { return payment_gate(portal.account(viki), sofia_day(portal.clock.now())); }
};
} // namespace

TEST_CASE_FIXTURE(Alarmed, "every letter about a visit brings a link that says „this was not me“")
{
    kiosk.tell(good_verification("viki"));
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::identity_verified);
    CHECK(mail.arguments.at("username") == "viki");
    CHECK(std::get<AlarmView>(view_alarm(portal.context, mail.arguments.at("alarm"))).username == "viki");
}

TEST_CASE_FIXTURE(Alarmed, "looking at the page behind the link stops nothing")
{
    kiosk.tell(good_verification("viki"));
    const auto token = letter();
    CHECK_FALSE(std::get<AlarmView>(view_alarm(portal.context, token)).raised);
    CHECK_FALSE(gate());
}

TEST_CASE_FIXTURE(Alarmed, "the button closes payments and ends every session")
{
    kiosk.tell(good_verification("viki"));
    const auto token = letter();
    const auto home = enter();
    const auto thief = enter();
    CHECK(std::holds_alternative<AlarmView>(raise_alarm(portal.context, token, "192.0.2.1")));
    CHECK(gate() == GateClosed::paused);
    CHECK(portal.account(viki).pause->reason == PauseReason::alarm);
    CHECK_FALSE(resume_session(portal.context, home));
    CHECK_FALSE(resume_session(portal.context, thief));
}

TEST_CASE_FIXTURE(Alarmed, "an alarm is told to the account's address and is in the audit trail")
{
    raise_alarm(portal.context, letter(), "192.0.2.1");
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].kind == MailKind::alarm_raised);
    CHECK(mails[0].recipient == "viki@example.com");
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::count(events, "alarm.raised", &AuditEvent::kind) == 1);
}

TEST_CASE_FIXTURE(Alarmed, "one link is pressed once, and a link of another letter stays good")
{
    const auto first = letter();
    const auto second = letter();
    CHECK(std::holds_alternative<AlarmView>(raise_alarm(portal.context, second, "192.0.2.1")));
    CHECK(refused(second) == LinkRefusal::used);
    CHECK(std::get<AlarmView>(view_alarm(portal.context, first)).raised);
    portal.set_password_by_mail("viki@example.com", kAnother);
    CHECK(enters(kAnother));
    CHECK(std::get<AlarmView>(raise_alarm(portal.context, first, "192.0.2.1")).raised);
    CHECK_FALSE(enters(kAnother));
}

TEST_CASE_FIXTURE(Alarmed,
                  "who did not press the link themselves reads that somebody did, at the account's address, too")
{
    const auto token = letter();
    const auto transaction = portal.database->begin();
    transaction->accounts().set_email(viki, "new@example.com", portal.clock.now());
    transaction->commit();
    raise_alarm(portal.context, token, "192.0.2.1");
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 2);
    for (const auto& mail : mails)
        CHECK(mail.arguments.contains("elsewhere") == (mail.recipient == "new@example.com"));
}

TEST_CASE_FIXTURE(Alarmed, "after an alarm a password set anew by mail signs in, and the one from before never again")
{
    raise_alarm(portal.context, letter(), "192.0.2.1");
    CHECK_FALSE(enters(TestPortal::kPassword));
    portal.set_password_by_mail("viki@example.com", kAnother);
    CHECK(enters(kAnother));
    CHECK_FALSE(enters(TestPortal::kPassword));
}

TEST_CASE_FIXTURE(Alarmed, "after an alarm the password from before is a wrong one like any other")
{
    raise_alarm(portal.context, letter(), "192.0.2.1");
    portal.take_mail();
    const auto answer = log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""});
    CHECK(std::holds_alternative<WrongCredentials>(answer));
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::count(events, "login.failed", &AuditEvent::kind) == 1);
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Alarmed, "a password that was checked before the alarm begins no session after it")
{
    const auto transaction = portal.database->begin();
    const auto checked = transaction->accounts().credentials("viki")->password;
    stop_everything(*transaction, portal.context, transaction->accounts().find(viki).value(),
                    {"viki@example.com", "192.0.2.1", {}});
    CHECK_FALSE(transaction->accounts().lock_with_password(viki, checked));
}

TEST_CASE_FIXTURE(Alarmed, "a link is good for 30 days, and an invented one never")
{
    const auto token = letter();
    CHECK(refused("invented") == LinkRefusal::unknown);
    portal.clock.forward(30 * 24h);
    CHECK(refused(token) == LinkRefusal::expired);
    CHECK_FALSE(portal.account(viki).pause);
}

TEST_CASE_FIXTURE(Alarmed, "what a thief began and did not finish can be finished no more")
{
    const auto token = letter();
    const auto begun = hash_of_token(make_token());
    {
        const auto transaction = portal.database->begin();
        transaction->email_tokens().add(LinkPurpose::new_address, viki, "thief@example.com", begun, portal.clock.now(),
                                        portal.clock.now() + 24h);
        transaction->commit();
    }
    raise_alarm(portal.context, token, "192.0.2.1");
    CHECK(portal.database->read()->email_tokens().find(LinkPurpose::new_address, begun)->superseded);
}

TEST_CASE_FIXTURE(Alarmed, "an address that nobody confirmed hears nothing of the account")
{
    register_account(portal.context, tests::good_form("novak"));
    portal.take_mail();
    const auto transaction = portal.database->begin();
    queue_security_mail(*transaction, portal.context, MailKind::identity_verified,
                        transaction->accounts().find_by_username("novak").value());
    transaction->commit();
    CHECK(portal.take_mail().empty());
}

namespace {
/// Raised, with the case in which a supervisor looks into it.
struct Raised : Alarmed {
    StaffMember supervisor{portal.supervisor("marinova")};
    Raised()
    {
        kiosk.tell(good_verification("viki"));
        portal.take_mail();
        raise_alarm(portal.context, letter(), "192.0.2.1");
        portal.take_mail();
    }
    Case chosen() { return read_cases(portal.context, supervisor.id, {}).chosen.value(); }
    std::optional<AlarmStays> end(std::string_view reason)
    {
        return end_alarm(portal.context, supervisor.id, chosen().id, reason);
    }
};
} // namespace

TEST_CASE_FIXTURE(Raised, "an alarm opens one case about the account, without a record")
{
    const auto one = chosen();
    CHECK(one.of_account());
    CHECK(one.reason == "alarm");
    CHECK(one.arrived.account == viki);
    CHECK(one.arrived.username == "viki");
    CHECK(one.arrived.email_masked == "v***i@example.com");
    CHECK_FALSE(one.other);
    raise_alarm(portal.context, letter(), "192.0.2.1");
    const auto open = read_cases(portal.context, supervisor.id, {});
    CHECK(open.lines.size() == 1);
    CHECK(open.lines[0].desk.empty());
    const auto exported = export_cases(portal.context, supervisor.id).cases;
    REQUIRE(exported.size() == 1);
    CHECK(exported[0].arrived.username == "viki");
}

TEST_CASE_FIXTURE(Raised, "a case about an account stands in the list beside one about a record")
{
    portal.clock.forward(1h);
    kiosk.tell(good_verification("nobody"));
    const auto cases = export_cases(portal.context, supervisor.id).cases;
    REQUIRE(cases.size() == 2);
    CHECK_FALSE(cases[0].of_account());
    CHECK(cases[1].of_account());
}

TEST_CASE_FIXTURE(Raised, "that a supervisor read the case is in the account's audit trail")
{
    chosen();
    const auto events = portal.database->read()->audit().of_account(viki, 20);
    CHECK(std::ranges::count(events, "case.read", &AuditEvent::kind) == 1);
}

TEST_CASE_FIXTURE(Raised, "a supervisor ends the alarm with a reason, and the owner gets a letter")
{
    const auto id = chosen().id;
    CHECK_FALSE(end("тя дойде на гише с картата си"));
    CHECK_FALSE(gate());
    CHECK_FALSE(read_cases(portal.context, supervisor.id, {}).chosen);
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::alarm_ended);
    CHECK_FALSE(mail.arguments.contains("by_mail"));
    CHECK_FALSE(mail.arguments.contains("factor_lost"));
    const auto events = portal.database->read()->audit().of_account(viki, 20);
    const auto ended = std::ranges::find(events, "alarm.ended", &AuditEvent::kind);
    REQUIRE(ended != events.end());
    CHECK(ended->actor == supervisor.id);
    CHECK(end_alarm(portal.context, supervisor.id, id, "още веднъж") == AlarmStays::unknown);
}

TEST_CASE_FIXTURE(Raised, "without a reason, or with too long a one, the alarm stays")
{
    CHECK(end("") == AlarmStays::no_reason);
    std::string longest;
    for (int i = 0; i < 500; ++i)
        longest += "щ";
    CHECK(end(longest + "щ") == AlarmStays::long_reason);
    CHECK(gate() == GateClosed::paused);
    CHECK_FALSE(end(longest));
}

TEST_CASE_FIXTURE(Raised, "the letter about a new password promises no way out of an alarm but the municipality's")
{
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, "192.0.2.1"});
    const auto line = portal.take_mail().at(0).arguments.at("accounts");
    reset_password(portal.context, {line.substr(5, line.size() - 6), kAnother, "192.0.2.1"});
    const auto arguments = portal.take_mail().at(0).arguments;
    CHECK(arguments.contains("stopped"));
    CHECK_FALSE(arguments.contains("app"));
    CHECK_FALSE(arguments.contains("expires"));
}

TEST_CASE_FIXTURE(Raised, "the end of an alarm does not let the password from before in again")
{
    REQUIRE_FALSE(end("изяснено на гише"));
    CHECK_FALSE(enters(TestPortal::kPassword));
}

TEST_CASE_FIXTURE(Raised, "a case about a record is closed by no end of an alarm")
{
    portal.clock.forward(1h);
    kiosk.tell(good_verification("nobody"));
    CHECK(end("грешен случай") == AlarmStays::unknown);
}

TEST_CASE_FIXTURE(Raised, "the letter says what still keeps e-payment closed, and the ways out of that")
{
    portal.context.rules.pause_after_reset = std::chrono::days{7};
    const auto transaction = portal.database->begin();
    transaction->second_factors().add(viki, {seal(portal.keys.data, "an app", "its key"), portal.clock.now() - 1h, 0});
    transaction->commit();
    portal.pause(viki, PauseReason::reset_by_mail);
    const auto day = portal::contract::to_iso(sofia_day(portal.clock.now() + std::chrono::days{7}));
    portal.take_mail();
    CHECK_FALSE(end("изяснено на гише"));
    CHECK(gate() == GateClosed::paused);
    auto arguments = portal.take_mail().at(0).arguments;
    CHECK(arguments.contains("by_mail"));
    CHECK(arguments.contains("app"));
    CHECK(arguments.at("expires") == day);

    raise_alarm(portal.context, letter(), "192.0.2.1");
    portal.pause(viki, PauseReason::second_factor_lost);
    portal.take_mail();
    CHECK_FALSE(end("изяснено на гише"));
    arguments = portal.take_mail().at(0).arguments;
    CHECK(arguments.contains("factor_lost"));
    for (const auto* other : {"by_mail", "app", "expires"})
        CHECK_FALSE(arguments.contains(other));
}

TEST_CASE_FIXTURE(Raised, "after a case was closed the next alarm opens another")
{
    const auto first = chosen().id;
    REQUIRE_FALSE(end("изяснено на гише"));
    portal.take_mail();
    raise_alarm(portal.context, letter(), "192.0.2.1");
    CHECK(chosen().id != first);
}
