#include "portal/domain/closing.hpp"

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "portal/domain/lookups.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using tests::Desk;
using tests::good_verification;
using tests::TestPortal;

namespace {
struct Leaving : Desk {
    ClosingAnswer close(std::string_view password = TestPortal::kPassword)
    {
        return close_account(portal.context, portal.account(viki), {password, "192.0.2.1"});
    }
    LogInAnswer enter(const std::string& username = "viki")
    {
        return log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", "Firefox"});
    }
    /// Whether this text stands anywhere in these columns.
    bool kept(const char* sql)
    {
        db::Connection connection{portal.connection};
        return connection.one({sql, sql}).flag("kept");
    }
};
} // namespace

TEST_CASE_FIXTURE(Leaving, "a closed account cannot be entered any more, and its sessions end")
{
    const auto token = std::get<LoggedIn>(enter()).token;
    CHECK(std::holds_alternative<Closed>(close()));
    CHECK_FALSE(resume_session(portal.context, token));
    CHECK(std::holds_alternative<WrongCredentials>(enter()));
    CHECK_FALSE(portal.database->read()->accounts().credentials("viki"));
}

TEST_CASE_FIXTURE(Leaving, "names, address, telephone, password, number and links go")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    close();
    const auto row = portal.database->read()->accounts().find(viki);
    REQUIRE(row);
    CHECK(row->closed == portal.clock.now());
    CHECK(row->names == PersonNames{});
    CHECK(row->email.empty());
    CHECK(row->phone.empty());
    CHECK_FALSE(kept("SELECT password_phc <> '' AS kept FROM account WHERE username = 'viki'"));
    CHECK_FALSE(portal.database->read()->numbers().find(viki));
    CHECK_FALSE(kept("SELECT EXISTS (SELECT FROM email_token) AS kept"));
    CHECK(portal.database->begin()->passes().find(pass.id)->replaced == portal.clock.now());
}

TEST_CASE_FIXTURE(Leaving, "what was chosen, reminded and counted goes, and nothing that waits is sent any more")
{
    choose_notices(portal.context, viki,
                   {.reminders_by_mail = true, .reminders_by_text = true, .visits_by_text = true});
    log_in(portal.context, {"viki", "друга дълга парола", "192.0.2.1", "Firefox"});
    {
        const auto transaction = portal.database->begin();
        const auto now = portal.clock.now();
        transaction->reminders().note(viki, ReminderKind::pass, sofia_day(now), now);
        transaction->pending_sign_ins().add(hash_of_token("code"), viki, hash_of_token("password"), false, now);
        queue_mail(*transaction, portal.keys, MailKind::pass_expires, Language::bulgarian, "viki@example.com", {}, viki,
                   now);
        queue_text(*transaction, portal.context, {TextKind::phone_code, Language::bulgarian, "+359888123456", {}}, viki,
                   std::chrono::hours{24});
        transaction->commit();
    }
    close();
    for (const std::string table : {"notice_choice", "reminder", "password_failure", "pending_sign_in"}) {
        CAPTURE(table);
        CHECK_FALSE(kept(("SELECT EXISTS (SELECT FROM " + table + ") AS kept").c_str()));
    }
    CHECK_FALSE(
        kept("SELECT EXISTS (SELECT FROM mail WHERE kind <> 'account_closed' AND content IS NOT NULL) AS kept"));
    CHECK_FALSE(kept("SELECT EXISTS (SELECT FROM text_message WHERE content IS NOT NULL) AS kept"));
    CHECK(portal.take_mail().size() == 1);
}

TEST_CASE_FIXTURE(Leaving, "the username stays taken, and the log stays whole")
{
    const auto events = portal.database->read()->audit().of_account(viki, 50).size();
    close();
    CHECK(portal.database->read()->accounts().username_taken("viki"));
    const auto after = portal.database->read()->audit().of_account(viki, 50);
    CHECK(after.size() == events + 1);
    CHECK(after.at(0).kind == "account.closed");
}

TEST_CASE_FIXTURE(Leaving, "the person may verify another account, and the record of the first stays")
{
    portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki"));
    CHECK(kiosk.tell(good_verification("viki2")).outcome == portal::contract::ReceiptOutcome::conflict);
    close();
    CHECK(kiosk.tell(good_verification("viki2")).outcome == portal::contract::ReceiptOutcome::accepted);
    CHECK(kept("SELECT count(*) = 2 AS kept FROM verification"));
}

TEST_CASE_FIXTURE(Leaving, "the address has room for one more account")
{
    Rules rules;
    rules.accounts_per_email = 1;
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, rules};
    auto form = tests::good_form("viki2");
    form.email = "viki@example.com";
    close_account(context, portal.account(viki), {TestPortal::kPassword, "192.0.2.1"});
    portal.take_mail();
    register_account(context, form);
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails.at(0).kind == MailKind::confirm_email);
}

TEST_CASE_FIXTURE(Leaving, "a last letter goes to the address that was")
{
    close();
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails.at(0).kind == MailKind::account_closed);
    CHECK(mails.at(0).recipient == "viki@example.com");
    CHECK(mails.at(0).arguments.at("username") == "viki");
}

TEST_CASE_FIXTURE(Leaving, "an account is closed once and for good")
{
    const auto before = portal.account(viki);
    close();
    portal.take_mail();
    CHECK_FALSE(std::holds_alternative<Closed>(
        close_account(portal.context, before, {TestPortal::kPassword, "192.0.2.1"}))); // there is no password any more
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Leaving, "nothing happens without the password, nor while the account is paused")
{
    CHECK(std::holds_alternative<WrongPassword>(close("друга дълга парола")));
    portal.pause(viki, PauseReason::alarm);
    CHECK(std::holds_alternative<AccountPaused>(close()));
    CHECK_FALSE(portal.account(viki).closed);
}

TEST_CASE_FIXTURE(Leaving, "at the counter a closed account is closed, and a record of it opens a case")
{
    close();
    portal::contract::LookUpRequest request;
    request.username = "viki";
    const auto answer = look_up(portal.context, kiosk.kiosk, clerk, request);
    REQUIRE(std::holds_alternative<portal::contract::AccountView>(answer));
    CHECK(std::get<portal::contract::AccountView>(answer).state == portal::contract::AccountState::closed);
    const auto receipt = kiosk.tell(good_verification("viki"));
    CHECK(receipt.reason == "account_closed");
    CHECK(cases() == 1);
}
