#include "portal/domain/pending_sign_in.hpp"

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "portal/domain/housekeeping.hpp"
#include "tests/portal/domain/authenticator.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::Authenticator;
using tests::TestPortal;

namespace {
struct Waiting {
    TestPortal portal;
    AccountId id{portal.citizen("viki")};
    Authenticator app{portal, id};

    Waiting()
    {
        app.enrol();
        portal.take_mail();
    }
    LogInAnswer sign_in() { return log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", "Firefox"}); }
    std::string pending() { return std::get<CodeWanted>(sign_in()).token; }
    CodeAnswer give(const std::string& token, const std::string& code)
    {
        return give_code(portal.context, {token, code, "192.0.2.1", "Firefox"});
    }
    bool goes_in(const std::string& token, const std::string& code)
    {
        return std::holds_alternative<LoggedIn>(give(token, code));
    }
    void reset_by_mail() { portal.pause(id, PauseReason::reset_by_mail); }
    bool paused() { return portal.account(id).pause.has_value(); }
};
} // namespace

TEST_CASE_FIXTURE(Waiting, "the right password begins no session before the code")
{
    const auto token = pending();
    CHECK(code_wanted(portal.context, token));
    CHECK_FALSE(resume_session(portal.context, token));
    const auto in = give(token, app.code());
    REQUIRE(std::holds_alternative<LoggedIn>(in));
    const auto visitor = resume_session(portal.context, std::get<LoggedIn>(in).token);
    REQUIRE(visitor);
    CHECK(visitor->account.id == id);
    CHECK(visitor->session.agent == "Firefox");
    CHECK_FALSE(code_wanted(portal.context, token));
}

TEST_CASE_FIXTURE(Waiting, "a sign-in is used once")
{
    const auto token = pending();
    CHECK(goes_in(token, app.code()));
    app.next();
    CHECK(std::holds_alternative<SignInOver>(give(token, app.code())));
}

TEST_CASE_FIXTURE(Waiting, "a code that let somebody in lets nobody else in")
{
    const auto mine = pending();
    const auto anothers = pending();
    const auto code = app.code();
    CHECK(goes_in(mine, code));
    CHECK(std::holds_alternative<WrongCode>(give(anothers, code)));
}

TEST_CASE_FIXTURE(Waiting, "a sign-in waits for ten minutes")
{
    const auto token = pending();
    portal.clock.forward(10min - 1s);
    CHECK(code_wanted(portal.context, token));
    portal.clock.forward(1s);
    CHECK_FALSE(code_wanted(portal.context, token));
    CHECK(std::holds_alternative<SignInOver>(give(token, app.code())));
}

TEST_CASE_FIXTURE(Waiting, "nobody is said to have given a wrong code, and of each code the network is noted")
{
    give(pending(), "000000");
    REQUIRE(goes_in(pending(), app.recovery[0]));
    const auto events = portal.database->read()->audit().of_account(id, 10);
    const auto wrong = std::ranges::find(events, "second_factor.wrong_code", &AuditEvent::kind);
    const auto used = std::ranges::find(events, "second_factor.recovery_code_used", &AuditEvent::kind);
    REQUIRE(wrong != events.end());
    REQUIRE(used != events.end());
    CHECK_FALSE(wrong->actor);
    CHECK(wrong->details.at("network") == "192.0.2.1");
    CHECK(used->actor == id);
    CHECK(used->details.at("network") == "192.0.2.1");
}

TEST_CASE_FIXTURE(Waiting, "several wrong codes behind the right password are told to the owner, once a day at most")
{
    const auto wrong = [&](unsigned times) {
        const auto token = pending();
        for (unsigned i = 0; i < times; ++i)
            give(token, "000000");
        return portal.take_mail();
    };
    CHECK(wrong(portal.context.rules.wrong_codes_told - 1).empty());
    const auto told = wrong(1);
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == MailKind::wrong_codes);
    CHECK(told[0].recipient == "viki@example.com");
    CHECK(told[0].arguments.at("network") == "192.0.2.1");
    CHECK(told[0].arguments.contains("alarm"));
    portal.clock.forward(1h);
    CHECK(wrong(5).empty());
    portal.clock.forward(24h);
    CHECK(wrong(5).size() == 1);
}

TEST_CASE_FIXTURE(Waiting, "a sign-in ends with the fifth wrong code, and the password begins another")
{
    const auto token = pending();
    for (unsigned i = 1; i < portal.context.rules.codes_per_sign_in; ++i)
        CHECK(std::holds_alternative<WrongCode>(give(token, "000000")));
    CHECK(std::holds_alternative<SignInOver>(give(token, "000000")));
    CHECK_FALSE(code_wanted(portal.context, token));
    CHECK(std::holds_alternative<SignInOver>(give(token, app.code())));
    CHECK(goes_in(pending(), app.code()));
}

TEST_CASE_FIXTURE(Waiting, "a sign-in is over once the password is another")
{
    const auto token = pending();
    {
        const auto transaction = portal.database->begin();
        transaction->accounts().set_password(id, std::get<PasswordHash>(portal.passwords.hash("нова дълга парола")));
        transaction->commit();
    }
    CHECK_FALSE(code_wanted(portal.context, token));
    CHECK(std::holds_alternative<SignInOver>(give(token, app.code())));
}

TEST_CASE_FIXTURE(Waiting, "a code that comes while the password changes begins no session")
{
    const auto token = pending();
    const auto fresh = std::get<PasswordHash>(portal.passwords.hash("нова дълга парола"));
    auto transaction = portal.database->begin();
    transaction->accounts().lock(id);
    transaction->accounts().set_password(id, fresh);
    CodeAnswer answer;
    std::thread other{[&] { answer = give(token, app.code()); }}; // waits for the lock, or comes after it
    transaction->commit();
    other.join();
    CHECK(std::holds_alternative<SignInOver>(answer));
}

TEST_CASE_FIXTURE(Waiting, "a recovery code lets in once, and the owner is told by mail")
{
    CHECK(goes_in(pending(), app.recovery[0].substr(0, 4) + " " + app.recovery[0].substr(4)));
    CHECK(std::holds_alternative<WrongCode>(give(pending(), app.recovery[0])));
    const auto mail = portal.take_mail();
    REQUIRE(mail.size() == 1);
    CHECK(mail[0].arguments.contains("used"));
}

TEST_CASE_FIXTURE(Waiting, "an unknown sign-in is over")
{
    CHECK_FALSE(code_wanted(portal.context, ""));
    CHECK(std::holds_alternative<SignInOver>(give("", app.code())));
}

TEST_CASE_FIXTURE(Waiting, "a code of an app that was there before a reset by mail ends the pause")
{
    reset_by_mail();
    CHECK(goes_in(pending(), app.code()));
    CHECK_FALSE(paused());
}

TEST_CASE_FIXTURE(Waiting, "a recovery code ends no pause")
{
    reset_by_mail();
    CHECK(goes_in(pending(), app.recovery[0]));
    CHECK(paused());
}

TEST_CASE_FIXTURE(Waiting, "a code of an app that was not there before the reset ends no pause")
{
    const auto transaction = portal.database->begin();
    begin_pause(*transaction, id, PauseReason::reset_by_mail,
                portal.database->read()->second_factors().find(id)->enrolled);
    transaction->commit();
    CHECK(goes_in(pending(), app.code()));
    CHECK(paused());
}

TEST_CASE_FIXTURE(Waiting, "a code ends no alarm, and the reset that stands beside it")
{
    reset_by_mail();
    portal.pause(id, PauseReason::alarm);
    CHECK(goes_in(pending(), app.code()));
    CHECK(portal.account(id).pause->reason == PauseReason::alarm);
    CHECK_FALSE(portal.database->read()->pauses().open_since(id, PauseReason::reset_by_mail));
}

TEST_CASE_FIXTURE(Waiting, "sign-ins that came to nothing are forgotten")
{
    const auto token = pending();
    portal.clock.forward(25h);
    keep_house(portal.context);
    CHECK_FALSE(portal.database->read()->pending_sign_ins().find(hash_of_token(token)));
}

TEST_CASE_FIXTURE(Waiting, "what was ticked of a shared computer holds after the code as well")
{
    LogIn form{"viki", TestPortal::kPassword, "192.0.2.1", "Firefox"};
    form.shared = true;
    const auto wanted = std::get<CodeWanted>(log_in(portal.context, form));
    const auto in = std::get<LoggedIn>(give(wanted.token, app.code()));
    const auto visitor = resume_session(portal.context, in.token);
    REQUIRE(visitor);
    CHECK(visitor->session.ends == portal.clock.now() + 10min);
}
