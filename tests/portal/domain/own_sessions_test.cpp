#include "portal/domain/own_sessions.hpp"

#include <doctest/doctest.h>

#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct Owner {
    TestPortal portal;
    AccountId viki{portal.citizen("viki")};

    std::string enter(const std::string& username, const std::string& agent = "Firefox")
    {
        return std::get<LoggedIn>(log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", agent})).token;
    }
    std::int64_t session_of(const std::string& token) { return resume_session(portal.context, token)->session.id; }
    std::string newest_event() { return portal.database->read()->audit().of_account(viki, 1).at(0).kind; }
};
} // namespace

TEST_CASE_FIXTURE(Owner, "an owner sees the sessions that live, the last seen first")
{
    const auto first = enter("viki", "Firefox");
    portal.clock.forward(1min);
    enter("viki", "Safari");
    portal.clock.forward(1min);
    resume_session(portal.context, first);
    const auto sessions = own_sessions(portal.context, viki);
    REQUIRE(sessions.size() == 2);
    CHECK(sessions.at(0).agent == "Firefox");
    CHECK(sessions.at(0).last_seen == portal.clock.now());
    CHECK(sessions.at(0).started == portal.clock.now() - 2min);
    CHECK(sessions.at(1).agent == "Safari");
}

TEST_CASE_FIXTURE(Owner, "an owner sees from which network each session began, and when it ends")
{
    enter("viki");
    log_in(portal.context, {"viki", TestPortal::kPassword, "198.51.100.7", "Safari", {}, true});
    auto sessions = own_sessions(portal.context, viki);
    REQUIRE(sessions.size() == 2);
    CHECK(sessions.at(0).network == "198.51.100.7");
    CHECK(sessions.at(0).shared);
    CHECK(sessions.at(0).ends == portal.clock.now() + 10min);
    CHECK(sessions.at(1).network == "192.0.2.1");
    CHECK_FALSE(sessions.at(1).shared);
    CHECK(sessions.at(1).ends == portal.clock.now() + 60min);
}

TEST_CASE_FIXTURE(Owner, "a session that is over is not shown, whether it was ended or ran out")
{
    const auto ended = enter("viki");
    log_out(portal.context, ended);
    enter("viki");
    CHECK(own_sessions(portal.context, viki).size() == 1);
    portal.clock.forward(60min + 1s);
    CHECK(own_sessions(portal.context, viki).empty());
}

TEST_CASE_FIXTURE(Owner, "a session that its owner ends is worth nothing any more, and the log tells of it")
{
    const auto kept = enter("viki");
    const auto lost = enter("viki");
    CHECK(end_own_session(portal.context, viki, session_of(lost)));
    CHECK_FALSE(resume_session(portal.context, lost));
    CHECK(resume_session(portal.context, kept));
    CHECK(newest_event() == "session.ended");
}

TEST_CASE_FIXTURE(Owner, "nobody ends another account's session, and none twice")
{
    portal.citizen("ivan");
    const auto ivans = enter("ivan");
    CHECK_FALSE(end_own_session(portal.context, viki, session_of(ivans)));
    CHECK(resume_session(portal.context, ivans));
    const auto own = session_of(enter("viki"));
    CHECK(end_own_session(portal.context, viki, own));
    CHECK_FALSE(end_own_session(portal.context, viki, own));
}

TEST_CASE_FIXTURE(Owner, "all sessions but one can be ended at once, and those of others stay")
{
    portal.citizen("ivan");
    const auto ivans = enter("ivan");
    const auto kept = enter("viki");
    const auto lost = enter("viki");
    end_other_sessions(portal.context, viki, session_of(kept));
    CHECK_FALSE(resume_session(portal.context, lost));
    CHECK(resume_session(portal.context, kept));
    CHECK(resume_session(portal.context, ivans));
    CHECK(newest_event() == "session.others_ended");
}

TEST_CASE_FIXTURE(Owner, "where there are no other sessions, ending them is no act")
{
    const auto kept = enter("viki");
    end_other_sessions(portal.context, viki, session_of(kept));
    CHECK(newest_event() == "login.succeeded");
}
