#include "portal/domain/reminders.hpp"

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "portal/domain/housekeeping.hpp"
#include "tests/portal/domain/desk.hpp"
#include "tests/portal/domain/texts_sent.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using std::chrono::days;
using tests::Desk;
using tests::good_verification;
using tests::take_texts;

namespace {
struct Reminded : Desk {
    /// Viki's document ends so many days from the clock's day.
    void verify(int days_left)
    {
        auto content = good_verification("viki");
        content.document.expiry = std::chrono::sys_days{sofia_day(portal.clock.now())} + days{days_left};
        kiosk.tell(content);
        portal.take_mail();
    }
    void forward(int whole_days) { portal.clock.forward(whole_days * 24h); }
    std::vector<Mail> letters()
    {
        remind(portal.context);
        return portal.take_mail();
    }
    void confirm_phone() { change("UPDATE account SET phone_confirmed_at = now()"); }
    void change(const char* sql)
    {
        db::Connection connection{portal.connection};
        db::Connection::Transaction transaction{connection};
        connection.run({sql, sql});
        transaction.commit();
    }
};
} // namespace

TEST_CASE_FIXTURE(Reminded, "a citizen is reminded 60 and 14 days before the document expires, once each")
{
    verify(61);
    CHECK(letters().empty());
    forward(1);
    const auto first = letters();
    REQUIRE(first.size() == 1);
    CHECK(first.at(0).kind == MailKind::document_expires);
    CHECK(first.at(0).recipient == "viki@example.com");
    CHECK(first.at(0).arguments.at("username") == "viki");
    CHECK(first.at(0).arguments.at("expires") == "2027-01-18");
    CHECK(letters().empty());
    forward(45);
    CHECK(letters().empty());
    forward(1);
    CHECK(letters().size() == 1);
    forward(1);
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(Reminded, "a reminder that no mail server took leaves no more when what it tells of is over")
{
    verify(3);
    CHECK(remind(portal.context) == 1);
    forward(3);
    CHECK(portal.database->begin()->mail().waiting() == 1);
    forward(1);
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Reminded, "who is verified with a document that ends within days hears of it once")
{
    verify(5);
    CHECK(letters().size() == 1);
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(Reminded, "nobody is reminded of a document that has expired or that never does")
{
    verify(1);
    forward(2);
    CHECK(letters().empty());
    auto content = good_verification("viki");
    content.document.expiry.reset();
    kiosk.tell(content);
    portal.take_mail();
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(Reminded, "a new document begins anew")
{
    verify(10);
    CHECK(letters().size() == 1);
    verify(12);
    CHECK(letters().size() == 1);
    verify(400);
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(Reminded, "of two processes that remind at once one does")
{
    verify(10);
    const auto ends = std::chrono::sys_days{sofia_day(portal.clock.now())} + days{10};
    const auto other = portal.database->begin();
    CHECK(other->reminders().note(viki, ReminderKind::document_in_14_days, ends, portal.clock.now()));
    other->commit();
    const auto transaction = portal.database->begin();
    CHECK_FALSE(transaction->reminders().note(viki, ReminderKind::document_in_14_days, ends, portal.clock.now()));
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(
    Reminded, "nobody is reminded at an address that is not confirmed, nor who wants no reminders, nor after closing")
{
    verify(10);
    change("UPDATE account SET email_confirmed_at = NULL");
    CHECK(letters().empty());
    change("UPDATE account SET email_confirmed_at = now()");
    choose_notices(portal.context, viki, {.reminders_by_mail = false});
    CHECK(letters().empty());
    choose_notices(portal.context, viki, {});
    CHECK(letters().size() == 1);
    change("UPDATE account SET closed_at = now()");
    forward(1);
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(Reminded, "who wants reminders by text message gets them, with or without the letter, once each")
{
    confirm_phone();
    choose_notices(portal.context, viki, {.reminders_by_mail = false, .reminders_by_text = true});
    verify(10);
    CHECK(letters().empty());
    auto texts = take_texts(portal.context);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].kind == TextKind::document_expires);
    CHECK(texts[0].phone == "+359888123456");
    CHECK(texts[0].arguments.at("expires") == "2026-11-28");
    CHECK(letters().empty());
    CHECK(take_texts(portal.context).empty());

    choose_notices(portal.context, viki, {.reminders_by_mail = true, .reminders_by_text = true});
    portal.clock.forward(1h); // a pass that is newer than the visit
    std::get<IssuedPass>(issue_pass(portal.context, viki));
    forward(6);
    CHECK(letters().size() == 1);
    texts = take_texts(portal.context);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].kind == TextKind::pass_expires);
}

TEST_CASE_FIXTURE(Reminded, "nobody is reminded at a telephone that is not confirmed, or where none is texted to")
{
    choose_notices(portal.context, viki, {.reminders_by_mail = false, .reminders_by_text = true});
    verify(10);
    letters();
    CHECK(take_texts(portal.context).empty());
    confirm_phone();
    Rules silent;
    silent.sends_texts = false;
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, silent};
    CHECK(remind(context) == 0);
    CHECK(remind(portal.context) == 1); // it was not noted as sent
}

TEST_CASE_FIXTURE(Reminded, "nobody is reminded at night")
{
    verify(10);
    portal.clock.forward(6h + 1min); // 20:01 in Sofia
    CHECK(letters().empty());
    portal.clock.forward(11h + 58min);
    CHECK(letters().empty());
    portal.clock.forward(1min);
    CHECK(letters().size() == 1);
}

TEST_CASE_FIXTURE(Reminded, "a citizen is reminded of an unused pass a day before it expires, once")
{
    std::get<IssuedPass>(issue_pass(portal.context, viki));
    forward(5);
    CHECK(letters().empty());
    forward(1);
    const auto mails = letters();
    REQUIRE(mails.size() == 1);
    CHECK(mails.at(0).kind == MailKind::pass_expires);
    CHECK(mails.at(0).arguments.at("expires") == "2026-11-25");
    CHECK(letters().empty());
    forward(1);
    CHECK(letters().empty());
}

TEST_CASE_FIXTURE(Reminded, "nobody is reminded of a pass that was used, replaced, or not needed any more")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    kiosk.tell(good_verification("viki")); // by the username: the pass is left over
    portal.take_mail();
    forward(6);
    CHECK(letters().empty());
    const auto newer = std::get<IssuedPass>(issue_pass(portal.context, viki));
    forward(6);
    CHECK(letters().size() == 1);
    CHECK(pass.id != newer.id);
}

TEST_CASE_FIXTURE(Reminded, "a reminder is forgotten 30 days after what it reminded of")
{
    verify(10);
    letters();
    db::Connection connection{portal.connection};
    const auto rows = [&] {
        return connection.one({"reminders", "SELECT count(*) AS rows FROM reminder"}).integer("rows");
    };
    forward(40);
    keep_house(portal.context);
    CHECK(rows() == 1);
    forward(1);
    keep_house(portal.context);
    CHECK(rows() == 0);
}
