#include "portal/domain/closing.hpp"

#include <doctest/doctest.h>

#include "portal/domain/new_address.hpp"
#include "portal/domain/payment_gate.hpp"
#include "portal/domain/phone.hpp"
#include "portal/domain/recovery.hpp"
#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/domain/leaving.hpp"
#include "tests/portal/domain/meanwhile.hpp"

using namespace portal::domain;
using tests::Authenticator;
using tests::good_verification;
using tests::Leaving;
using tests::TestPortal;

TEST_CASE_FIXTURE(Leaving, "who closes the account is signed out everywhere, and loses nothing yet")
{
    const auto token = std::get<LoggedIn>(enter()).token;
    CHECK(std::holds_alternative<ClosingBegun>(close()));
    CHECK_FALSE(resume_session(portal.context, token));
    const auto account = portal.account(viki);
    CHECK(account.closes == end_of_keeping(portal.context, account));
    CHECK_FALSE(account.closed);
    CHECK(account.email == "viki@example.com");
    const auto back = resume_session(portal.context, std::get<LoggedIn>(enter()).token);
    REQUIRE(back);
    CHECK(back->account.closes == account.closes);
}

TEST_CASE_FIXTURE(Leaving, "an account that is being closed gives out no pass, takes no number, and opens no payment")
{
    kiosk.tell(good_verification("viki"));
    CHECK_FALSE(payment_gate(portal.account(viki), sofia_day(portal.clock.now())));
    const auto before = portal.account(viki);
    close();
    CHECK(payment_gate(portal.account(viki), sofia_day(portal.clock.now())) == GateClosed::closed);
    CHECK(std::get<PassIssueRefusal>(issue_pass(portal.context, viki)) == PassIssueRefusal::closed);
    CHECK(std::get<NumberRefusal>(withdraw_number(portal.context, viki)) == NumberRefusal::closed);
    CHECK(std::get<NumberRefusal>(claim_number(portal.context, viki, portal::contract::PersonalNumberKind::egn,
                                               tests::kIvansNumber)) == NumberRefusal::closed);
    CHECK(std::holds_alternative<AccountPaused>(
        take_own_data(portal.context, before, {TestPortal::kPassword, "192.0.2.1"})));
}

TEST_CASE_FIXTURE(Leaving, "what was begun before the account was closed goes on no more")
{
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, "192.0.2.1"});
    std::string reset;
    for (const auto& mail : portal.take_mail())
        if (mail.kind == MailKind::forgotten_password) {
            const auto& lines = mail.arguments.at("accounts");
            reset = lines.substr(lines.find(' ') + 1, lines.find('\n') - lines.find(' ') - 1);
        }
    REQUIRE(std::holds_alternative<ResetView>(view_reset(portal.context, reset)));
    REQUIRE(std::holds_alternative<NewAddressAsked>(ask_new_address(
        portal.context, portal.account(viki), {"new@example.org", TestPortal::kPassword, "192.0.2.1"})));
    REQUIRE(std::holds_alternative<PhoneAsked>(
        ask_phone(portal.context, portal.account(viki), {"+359899765432", TestPortal::kPassword, "192.0.2.1"})));
    close();
    CHECK(std::get<LinkRefusal>(view_reset(portal.context, reset)) == LinkRefusal::expired);
    CHECK_FALSE(waiting_address(portal.context, viki));
    CHECK(phone_of(portal.context, viki).waiting.empty());
}

TEST_CASE_FIXTURE(Leaving, "a sign-in that waits for its code ends with the closing")
{
    tests::Authenticator app{portal, viki};
    app.enrol();
    const auto waiting = std::get<CodeWanted>(enter()).token;
    close(TestPortal::kPassword, app.recovery.at(0));
    CHECK_FALSE(std::holds_alternative<LoggedIn>(
        give_code(portal.context, {waiting, app.recovery.at(1), "192.0.2.1", "Firefox"})));
}

TEST_CASE_FIXTURE(Leaving, "a button that is pressed twice at once closes once, and tells of no wrong code")
{
    Authenticator app{portal, viki};
    app.enrol();
    const auto code = app.code();
    tests::Meanwhile database{*portal.database, 2, [&] {
                                  REQUIRE(std::holds_alternative<ClosingBegun>(close(TestPortal::kPassword, code)));
                              }};
    const Context context{database, portal.keys, portal.passwords, portal.clock, portal.context.rules};
    CHECK(
        std::holds_alternative<ClosingBegun>(close_account(context, portal.account(viki), Authenticator::form(code))));
    CHECK(database.happened());
}

TEST_CASE_FIXTURE(Leaving, "where there is a second factor its code is asked, of the app or for recovery")
{
    tests::Authenticator app{portal, viki};
    app.enrol();
    portal.take_mail();
    CHECK(std::holds_alternative<WrongCode>(close()));
    CHECK(std::holds_alternative<WrongCode>(close(TestPortal::kPassword, "000000")));
    CHECK_FALSE(closing());
    SUBCASE("of the app")
    {
        CHECK(std::holds_alternative<ClosingBegun>(close(TestPortal::kPassword, app.code())));
    }
    SUBCASE("for recovery")
    {
        CHECK(std::holds_alternative<ClosingBegun>(close(TestPortal::kPassword, app.recovery.at(0))));
    }
    CHECK(closing());
}

TEST_CASE_FIXTURE(Leaving, "codes that were mistyped are no closings of the day")
{
    tests::Authenticator app{portal, viki};
    app.enrol();
    for (int i = 0; i < 5; ++i)
        CHECK(std::holds_alternative<WrongCode>(close(TestPortal::kPassword, "000000")));
    portal.clock.forward(std::chrono::hours{1}); // wrong codes wait in their own way
    CHECK(std::holds_alternative<ClosingBegun>(close(TestPortal::kPassword, app.code())));
}

TEST_CASE_FIXTURE(Leaving, "nobody is reminded of an account that is being closed")
{
    kiosk.tell(good_verification("viki"));
    const auto expiry = portal.account(viki).verification->document_expiry.value();
    const auto other = portal.citizen("ivan");
    REQUIRE(std::holds_alternative<IssuedPass>(issue_pass(portal.context, other)));
    const auto documents = [&] {
        return portal.database->begin()
            ->reminders()
            .documents(ReminderKind::document_in_14_days, sofia_day(portal.clock.now()), expiry, true, 10)
            .size();
    };
    const auto passes = [&] {
        const auto now = portal.clock.now();
        return portal.database->begin()->reminders().passes(now, now + std::chrono::days{9}, true, 10).size();
    };
    CHECK(documents() == 1);
    CHECK(passes() == 1);
    close();
    close_account(portal.context, portal.account(other), {TestPortal::kPassword, "192.0.2.1"});
    CHECK(documents() == 0);
    CHECK(passes() == 0);
}

TEST_CASE_FIXTURE(Leaving, "a closed account cannot be entered any more, and its sessions end")
{
    close();
    const auto token = std::get<LoggedIn>(enter()).token;
    wait_until_closed();
    CHECK_FALSE(resume_session(portal.context, token));
    CHECK(std::holds_alternative<WrongCredentials>(enter()));
    CHECK_FALSE(portal.database->read()->accounts().credentials("viki"));
}

TEST_CASE_FIXTURE(Leaving, "names, address, telephone, password, number and links go")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    close_for_good();
    const auto row = portal.database->read()->accounts().find(viki);
    REQUIRE(row);
    CHECK(row->closed == portal.clock.now());
    CHECK(row->names == PersonNames{});
    CHECK(row->email.empty());
    CHECK(row->phone.empty());
    CHECK_FALSE(holds("SELECT password_phc <> '' AS kept FROM account WHERE username = 'viki'"));
    CHECK_FALSE(portal.database->read()->numbers().find(viki));
    CHECK_FALSE(holds("SELECT EXISTS (SELECT FROM email_token) AS kept"));
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
        queue_mail(*transaction, portal.context, MailKind::pass_expires, Language::bulgarian, "viki@example.com", {},
                   viki);
        queue_text(*transaction, portal.context, {TextKind::phone_code, Language::bulgarian, "+359888123456", {}}, viki,
                   std::chrono::hours{24});
        transaction->commit();
    }
    close_for_good();
    for (const std::string table : {"notice_choice", "reminder", "password_failure", "pending_sign_in"}) {
        CAPTURE(table);
        CHECK_FALSE(holds(("SELECT EXISTS (SELECT FROM " + table + ") AS kept").c_str()));
    }
    CHECK_FALSE(
        holds("SELECT EXISTS (SELECT FROM mail WHERE kind <> 'account_closed' AND content IS NOT NULL) AS kept"));
    CHECK_FALSE(holds("SELECT EXISTS (SELECT FROM text_message WHERE content IS NOT NULL) AS kept"));
    CHECK(portal.take_mail().size() == 1);
}

TEST_CASE_FIXTURE(Leaving, "the username stays taken, and the log stays whole")
{
    const auto events = portal.database->read()->audit().of_account(viki, 50).size();
    close();
    CHECK(portal.database->read()->accounts().username_taken("viki"));
    wait_until_closed();
    CHECK(portal.database->read()->accounts().username_taken("viki"));
    const auto after = portal.database->read()->audit().of_account(viki, 50);
    REQUIRE(after.size() == events + 2);
    CHECK(after.at(1).kind == "account.closing_begun");
    CHECK(after.at(0).kind == "account.closed");
    CHECK(after.at(0).actor_kind == ActorKind::portal);
}

TEST_CASE_FIXTURE(Leaving, "the person may verify another account, and the record of the first stays")
{
    portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki"));
    CHECK(kiosk.tell(good_verification("viki2")).outcome == portal::contract::ReceiptOutcome::conflict);
    close_for_good();
    tests::TestKiosk another{portal, "Гише 13", "stoilova"}; // the first one's clerk has to sign in again
    CHECK(another.tell(good_verification("viki2")).outcome == portal::contract::ReceiptOutcome::accepted);
    CHECK(holds("SELECT count(*) = 2 AS kept FROM verification"));
}

TEST_CASE_FIXTURE(Leaving, "the address has room for one more account")
{
    Rules rules;
    rules.accounts_per_email = 1;
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, rules};
    auto form = tests::good_form("viki2");
    form.email = "viki@example.com";
    close_for_good();
    portal.take_mail();
    register_account(context, form);
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails.at(0).kind == MailKind::confirm_email);
}

TEST_CASE_FIXTURE(Leaving, "a last letter goes to the address that was")
{
    close_for_good();
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails.at(0).kind == MailKind::account_closed);
    CHECK(mails.at(0).recipient == "viki@example.com");
    CHECK(mails.at(0).arguments.at("username") == "viki");
}

TEST_CASE_FIXTURE(Leaving, "nothing happens without the password, nor while the account is paused")
{
    CHECK(std::holds_alternative<WrongPassword>(close("друга дълга парола")));
    portal.pause(viki, PauseReason::alarm);
    CHECK(std::holds_alternative<AccountPaused>(close()));
    CHECK_FALSE(closing());
}

TEST_CASE_FIXTURE(Leaving, "at the counter an account is closed at once, and a record of it opens a case")
{
    close();
    CHECK(state_at_counter() == portal::contract::AccountState::closed);
    const auto receipt = kiosk.tell(good_verification("viki"));
    CHECK(receipt.reason == "account_closed");
    CHECK(cases() == 1);
    wait_until_closed();
    CHECK(state_at_counter() == portal::contract::AccountState::closed);
}

TEST_CASE_FIXTURE(Leaving, "what a counter saw before the account was closed counts as long as it can be kept")
{
    const auto before = kiosk.record(good_verification("viki"));
    portal.clock.forward(std::chrono::minutes{1});
    close();
    portal.take_mail();
    SUBCASE("and is there when it is kept")
    {
        CHECK(kiosk.post({before}).receipts.at(0).outcome == portal::contract::ReceiptOutcome::accepted);
        const auto mails = portal.take_mail();
        REQUIRE(mails.size() == 1);
        CHECK(mails[0].kind == MailKind::identity_verified);
        CHECK(mails[0].arguments.contains("alarm"));
        CHECK(mails[0].arguments.at("closing") == "yes"); // it tells of no payments
        CHECK(state_at_counter() == portal::contract::AccountState::closed);
        keep_account(portal.context, viki);
        CHECK(state_at_counter() == portal::contract::AccountState::verified);
    }
    SUBCASE("and no longer")
    {
        wait_until_closed();
        portal.take_mail();
        CHECK(kiosk.post({before}).receipts.at(0).reason == "account_closed");
        CHECK(portal.take_mail().empty()); // there is nobody to write to
        CHECK(holds("SELECT count(*) = 0 AS kept FROM email_token"));
    }
}

TEST_CASE_FIXTURE(Leaving, "what a counter sees in the second of the closing and later does not count")
{
    close();
    CHECK(kiosk.tell(good_verification("viki")).reason == "account_closed");
    keep_account(portal.context, viki);
    CHECK(kiosk.tell(good_verification("viki")).outcome == portal::contract::ReceiptOutcome::accepted);
}

TEST_CASE_FIXTURE(Leaving, "of an account that is closed a counter learns that, and no more")
{
    portal::contract::LookUpRequest request;
    request.username = "viki";
    close();
    const auto view = std::get<portal::contract::AccountView>(look_up(portal.context, kiosk.kiosk, clerk, request));
    CHECK(view.username == "viki");
    CHECK(view.names == PersonNames{});
    CHECK(view.email_masked.empty());
    CHECK_FALSE(view.number_present);
    CHECK_FALSE(view.pass);
}

TEST_CASE_FIXTURE(Leaving, "an account whose rows somebody holds keeps no other from being closed, and is closed later")
{
    const auto other = portal.citizen("ivan");
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    close();
    close_account(portal.context, portal.account(other), {TestPortal::kPassword, "192.0.2.1"});
    {
        const auto holder = portal.database->begin();
        REQUIRE(holder->known_browsers().failed(viki, hash_of_token(home.browser)) == 1);
        wait_until_closed();
    }
    CHECK(closing());
    CHECK(portal.account(other).closed);
    keep_house(portal.context);
    CHECK(portal.account(viki).closed);
}

TEST_CASE_FIXTURE(Leaving, "an account that cannot be closed keeps no other from it")
{
    const auto other = portal.citizen("ivan");
    close();
    close_account(portal.context, portal.account(other), {TestPortal::kPassword, "192.0.2.1"});
    portal.as_owner("ALTER TABLE account ADD CONSTRAINT stays CHECK (closed_at IS NULL OR username <> 'viki')");
    wait_until_closed();
    CHECK(closing());
    CHECK(portal.account(other).closed);
    portal.as_owner("ALTER TABLE account DROP CONSTRAINT stays");
    keep_house(portal.context);
    CHECK(portal.account(viki).closed);
}
