#include "portal/domain/housekeeping.hpp"

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "portal/domain/email_confirmation.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct House {
    TestPortal portal;
    AccountId account{portal.citizen("viki")};

    std::int64_t rows(const char* table)
    {
        db::Connection connection{portal.connection};
        const auto sql = std::string{"SELECT count(*) AS rows FROM "} + table;
        return connection.one({table, sql.c_str()}).integer("rows");
    }
    void keep_house_after(std::chrono::seconds time)
    {
        portal.clock.forward(time);
        keep_house(portal.context);
    }
    std::string enter()
    {
        return std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", "Firefox"}))
            .token;
    }
};
} // namespace

TEST_CASE_FIXTURE(House, "a session goes a day after its log-out, and one in use stays")
{
    log_out(portal.context, enter());
    keep_house_after(24h);
    CHECK(rows("session") == 1);
    const auto token = enter();
    keep_house_after(1s);
    CHECK(rows("session") == 1);
    CHECK(resume_session(portal.context, token));
}

TEST_CASE_FIXTURE(House, "a session that nobody ended goes a day after its longest life")
{
    enter();
    keep_house_after(36h);
    CHECK(rows("session") == 1);
    keep_house_after(1s);
    CHECK(rows("session") == 0);
}

TEST_CASE_FIXTURE(House, "sessions of staff go the same way")
{
    portal.supervisor("supervisor");
    const LogIn form{"supervisor", TestPortal::kPassword, "192.0.2.1", "Firefox"};
    staff_log_out(portal.context, std::get<StaffLoggedIn>(staff_log_in(portal.context, form)).token);
    std::get<StaffLoggedIn>(staff_log_in(portal.context, form));
    keep_house_after(24h + 1s);
    CHECK(rows("staff_session") == 1);
    keep_house_after(12h);
    CHECK(rows("staff_session") == 0);
}

TEST_CASE_FIXTURE(House, "a link goes a day after it was used or expired")
{
    const auto add = [&](const std::string& token) {
        const auto transaction = portal.database->begin();
        transaction->email_tokens().add(LinkPurpose::alarm, portal.citizen(token), "viki@example.com",
                                        hash_of_token(token), portal.clock.now(), portal.clock.now() + 24h);
        transaction->commit();
    };
    add("used");
    add("expired");
    const auto transaction = portal.database->begin();
    REQUIRE(transaction->email_tokens().use(hash_of_token("used"), portal.clock.now()));
    transaction->commit();
    keep_house_after(24h);
    CHECK(rows("email_token") == 2);
    keep_house_after(1s);
    CHECK(rows("email_token") == 1);
    keep_house_after(24h);
    CHECK(rows("email_token") == 0);
}

TEST_CASE_FIXTURE(House, "mail goes 30 days after it was sent, and never while it waits")
{
    const auto write = [&] {
        const auto transaction = portal.database->begin();
        queue_mail(*transaction, portal.context, MailKind::account_kept, Language::bulgarian, "viki@example.com", {},
                   account);
        transaction->commit();
    };
    write();
    portal.take_mail();
    portal.clock.forward(1h);
    write();
    keep_house_after(30 * 24h - 1h);
    CHECK(rows("mail") == 2);
    keep_house_after(1s);
    CHECK(rows("mail") == 1);
    CHECK(portal.take_mail().size() == 1);
}

namespace {
struct Unconfirmed : House {
    AccountId ivan{std::get<Registered>(register_account(portal.context, tests::good_form("ivan"))).account};

    bool kept(const char* username = "ivan") { return portal.database->begin()->accounts().username_taken(username); }
};
} // namespace

TEST_CASE_FIXTURE(Unconfirmed, "a username is free again 24 hours after a registration that nobody confirmed")
{
    const auto events = rows("audit_event");
    keep_house_after(24h - 1s);
    CHECK(kept());
    keep_house_after(1s);
    CHECK_FALSE(kept());
    CHECK(kept("viki")); // who confirmed stays
    CHECK(rows("email_token") == 0);
    CHECK(rows("audit_event") == events);
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, tests::good_form("ivan"))));
}

TEST_CASE_FIXTURE(Unconfirmed, "all that hangs on an account that nobody confirmed goes with it")
{
    const auto transaction = portal.database->begin();
    transaction->sessions().add(hash_of_token("session"), ivan, {"192.0.2.1", "Firefox", {}, false},
                                portal.clock.now());
    transaction->commit();
    REQUIRE(claim_number(portal.context, ivan, portal::contract::PersonalNumberKind::egn, "8506156591").index() == 0);
    keep_house_after(24h);
    CHECK_FALSE(kept());
    CHECK(rows("session") == 0);
    CHECK(rows("personal_number") == 0);
    CHECK(rows("mail") == 0);
}

TEST_CASE_FIXTURE(Unconfirmed, "who confirms in time keeps the account")
{
    portal.clock.forward(24h - 1s);
    REQUIRE(std::holds_alternative<AccountId>(
        confirm_email(portal.context, portal.take_mail().at(0).arguments.at("token"), "192.0.2.1")));
    keep_house_after(24h);
    CHECK(kept());
}

TEST_CASE_FIXTURE(Unconfirmed,
                  "a link that was sent again keeps the account while it can be used, for three days at most")
{
    for (int days = 0; days < 2; ++days) {
        portal.clock.forward(24h - 1s);
        REQUIRE(std::get<Resent>(resend_confirmation(portal.context, ivan, "192.0.2.1")) == Resent::sent);
        keep_house_after(1s);
        CHECK(kept());
    }
    portal.clock.forward(24h - 1s);
    REQUIRE(std::get<Resent>(resend_confirmation(portal.context, ivan, "192.0.2.1")) == Resent::sent);
    keep_house_after(1s);
    CHECK_FALSE(kept());
}

TEST_CASE_FIXTURE(Unconfirmed, "an account that a clerk has just looked up stays for the record of that visit")
{
    const auto transaction = portal.database->begin();
    transaction->audit().add({"account.looked_up_at_desk", portal.clock.now(), ActorKind::clerk, 1, ivan, {}, {}, {}});
    transaction->commit();
    keep_house_after(24h);
    CHECK(kept());
    keep_house_after(29 * 24h);
    CHECK_FALSE(kept());
}

TEST_CASE_FIXTURE(tests::Desk, "an account that the counter verified stays, though nobody confirmed its address")
{
    register_account(portal.context, tests::good_form("quiet"));
    REQUIRE(kiosk.tell(tests::good_verification("quiet")).outcome == portal::contract::ReceiptOutcome::accepted);
    portal.clock.forward(90 * 24h);
    keep_house(portal.context);
    CHECK(portal.database->begin()->accounts().username_taken("quiet"));
}

TEST_CASE_FIXTURE(House, "counters go when their window ends")
{
    log_in(portal.context, {"viki", "wrong", "192.0.2.1", "Firefox"});
    keep_house_after(14min);
    CHECK(rows("throttle") > 0);
    keep_house_after(1min);
    CHECK(rows("throttle") == 0);
}

TEST_CASE_FIXTURE(House, "a fault of one subject does not stop the others")
{
    log_out(portal.context, enter());
    log_in(portal.context, {"viki", "wrong", "192.0.2.1", "Firefox"});
    portal.as_owner("REVOKE DELETE ON session FROM gishe_service");
    CHECK_NOTHROW(keep_house_after(25h));
    CHECK(rows("session") == 1);
    CHECK(rows("throttle") == 0);
    portal.as_owner("GRANT DELETE ON session TO gishe_service");
    keep_house_after(1s);
    CHECK(rows("session") == 0);
}

TEST_CASE_FIXTURE(House, "more rows than one transaction takes all go")
{
    portal.as_owner("INSERT INTO session (token_hash, account_id, started_at, last_seen_at, agent) "
                    "SELECT sha256(n::text::bytea), (SELECT id FROM account), '2026-11-01', '2026-11-01', '' "
                    "FROM generate_series(1, 2500) AS n");
    keep_house_after(1s);
    CHECK(rows("session") == 0);
}

TEST_CASE_FIXTURE(House, "accounts that nobody confirmed go a few at a time, whatever stays before them")
{
    portal.as_owner(
        "INSERT INTO account (username, password_phc, password_pepper, given_name, fathers_name, family_name, "
        "email, phone, language, registered_at) SELECT 'nobody-' || n, '', '', 'Н', '', 'Н', 'n@example.com', '', "
        "'bg', '2026-11-01'::timestamptz + n * interval '1 s' FROM generate_series(1, 9) AS n");
    portal.as_owner("INSERT INTO conflict_case (about_account_id, reason, opened_at) "
                    "SELECT id, 'alarm', now() FROM account WHERE username IN ('nobody-1', 'nobody-2')");
    const auto release = [&](unsigned most) {
        const auto now = portal.clock.now();
        const auto transaction = portal.database->begin();
        const auto released = transaction->accounts().release_unconfirmed(now, now, now, most);
        transaction->commit();
        return released;
    };
    CHECK(release(2) == 2);
    CHECK(release(4) == 4);
    CHECK(release(4) == 1);
    CHECK(rows("account") == 3);
}

TEST_CASE_FIXTURE(House, "several processes keep house at once")
{
    log_out(portal.context, enter());
    const auto other = portal.database->begin();
    const auto ended = portal.clock.now() + 1s;
    CHECK(other->sessions().forget(ended, ended, 10) == 1);
    CHECK_NOTHROW(keep_house_after(25h)); // neither waits for the other nor fails
    other->commit();
    CHECK(rows("session") == 0);
}
