#include "portal/domain/account_office.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "portal/domain/email_confirmation.hpp"
#include "portal/domain/recovery.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using tests::Desk;
using tests::TestPortal;

namespace {
struct AccountOffice : Desk {
    AccountId ivan{portal.citizen("ivan")};

    std::string enter(const std::string& username)
    {
        return std::get<LoggedIn>(log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", "Firefox"}))
            .token;
    }
    bool inside(const std::string& token) { return resume_session(portal.context, token).has_value(); }
};
} // namespace

TEST_CASE_FIXTURE(AccountOffice, "a citizen is signed out everywhere, and reads who did it")
{
    const auto token = enter("viki");
    const auto ivans = enter("ivan");
    CHECK(sign_out(portal.context, "Viki") == 1);
    CHECK_FALSE(inside(token));
    CHECK(inside(ivans));
    const auto event = portal.database->read()->audit().of_account(viki, 1).at(0);
    CHECK(event.kind == "session.all_ended");
    CHECK(event.actor_kind == ActorKind::operator_);
    CHECK_FALSE(sign_out(portal.context, "nobody"));
}

TEST_CASE_FIXTURE(AccountOffice, "everybody is signed out, many more than go at once, and it is in the log")
{
    const auto token = enter("viki");
    const auto ivans = enter("ivan");
    portal.as_owner("INSERT INTO session (token_hash, account_id, started_at, last_seen_at, agent) "
                    "SELECT sha256(n::text::bytea), (SELECT min(id) FROM account), '2026-11-18', '2026-11-18', '' "
                    "FROM generate_series(1, 2500) AS n");
    CHECK(sign_out_everybody(portal.context) == 2502);
    CHECK_FALSE(inside(token));
    CHECK_FALSE(inside(ivans));
    CHECK(enter("viki") != token);
    db::Connection connection{portal.connection};
    CHECK(connection.one({"events", "SELECT count(*) AS rows FROM audit_event WHERE kind = 'session.all_ended'"})
              .integer("rows") == 1);
}

TEST_CASE_FIXTURE(AccountOffice, "a sign-in that waits for its code ends with the sessions")
{
    const auto wait = [&](const std::string& token, AccountId account) {
        const auto transaction = portal.database->begin();
        transaction->pending_sign_ins().add(hash_of_token(token), account, hash_of_token("password"), false,
                                            portal.clock.now() - std::chrono::seconds{1});
        transaction->commit();
    };
    const auto waits = [&](const std::string& token) {
        return portal.database->read()->pending_sign_ins().find(hash_of_token(token)).has_value();
    };
    wait("vikis", viki);
    wait("ivans", ivan);
    sign_out(portal.context, "viki");
    CHECK_FALSE(waits("vikis"));
    CHECK(waits("ivans"));
    sign_out_everybody(portal.context);
    CHECK_FALSE(waits("ivans"));
}

TEST_CASE_FIXTURE(AccountOffice, "the operator starts a reset, and its letter alone brings the link, for this account")
{
    portal.clock.forward(std::chrono::hours{1});
    auto other = tests::good_form("son");
    other.email = "viki@example.com";
    register_account(portal.context, other);
    confirm_email(portal.context, portal.take_mail().at(0).arguments.at("token"), "192.0.2.1");

    CHECK(start_reset(portal.context, "Viki") == ResetStart::sent);
    const auto letters = portal.take_mail();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].kind == MailKind::forgotten_password);
    CHECK(letters[0].recipient == "viki@example.com");
    CHECK(letters[0].language == portal.database->begin()->accounts().lock(viki)->language);
    CHECK(letters[0].arguments.at("by_staff") == "viki");
    const auto lines = letters[0].arguments.at("accounts");
    REQUIRE(lines.starts_with("viki "));
    CHECK(lines.find('\n') == lines.size() - 1);

    const auto token = lines.substr(5, lines.size() - 6);
    CHECK(std::holds_alternative<LoggedIn>(
        log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", "Firefox"}))); // nothing changed yet
    CHECK(std::get<PasswordReset>(reset_password(portal.context, {token, "съвсем друга дълга парола", "192.0.2.1"}))
              .username == "viki");
    CHECK(portal.account(viki).pause->reason == PauseReason::reset_by_mail);
}

TEST_CASE_FIXTURE(AccountOffice,
                  "the owner reads that the operator started a reset, once, and that the letter went out")
{
    start_reset(portal.context, "viki");
    portal.take_mail();
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::count(events, "password.reset_asked", &AuditEvent::kind) == 1);
    CHECK(events.at(0).actor_kind == ActorKind::operator_);
    CHECK(events.at(0).details.empty());
    CHECK(portal.database->read()->audit().of_account(ivan, 1).empty());
}

TEST_CASE_FIXTURE(AccountOffice, "no reset is started for an address that nobody confirmed, or for nobody")
{
    portal.newcomer("novak");
    portal.take_mail();
    CHECK(start_reset(portal.context, "novak") == ResetStart::unconfirmed);
    CHECK(start_reset(portal.context, "nobody") == ResetStart::unknown_account);
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(
    AccountOffice,
    "a lost second factor is taken away, told by letter, and pauses the account until the counter's visit")
{
    const auto enrol = [&] {
        const auto transaction = portal.database->begin();
        REQUIRE(transaction->second_factors().add(viki, {seal(portal.keys.data, "x", "y"), portal.clock.now(), 0}));
        transaction->commit();
    };
    CHECK(remove_lost_second_factor(portal.context, "viki", "lost") == LostFactorAnswer::no_second_factor);
    CHECK(remove_lost_second_factor(portal.context, "nobody", "lost") == LostFactorAnswer::unknown_account);
    enrol();
    CHECK(remove_lost_second_factor(portal.context, "viki", "seen at desk 12") == LostFactorAnswer::removed);
    CHECK(inside(enter("viki")));
    const auto letters = portal.take_mail();
    REQUIRE(letters.size() >= 1);
    CHECK(letters.at(0).kind == MailKind::second_factor);
    CHECK(letters.at(0).arguments.contains("lost"));
    CHECK(letters.at(0).arguments.contains("alarm"));
    const auto pause = portal.account(viki).pause;
    REQUIRE(pause);
    CHECK(pause->reason == PauseReason::second_factor_lost);
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::any_of(events, [](const AuditEvent& event) {
        return event.kind == "second_factor.removed_as_lost" && event.actor_kind == ActorKind::operator_ &&
               event.details.at("reason") == "seen at desk 12";
    }));

    portal.clock.forward(std::chrono::minutes{5});
    kiosk.tell(tests::good_verification("viki"));
    CHECK_FALSE(portal.account(viki).pause);
}
