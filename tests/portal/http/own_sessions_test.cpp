#include <doctest/doctest.h>

#include "portal/domain/own_sessions.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::CitizenSite;
using tests::says;
using tests::target_of;

namespace {
constexpr auto kPath = "/account/sessions";

struct OwnSessions : CitizenSite {
    std::string id_of(const std::string& token)
    {
        return std::to_string(portal::domain::resume_session(portal.context, token)->session.id);
    }
    bool lives(const std::string& token) { return portal::domain::resume_session(portal.context, token).has_value(); }
};
} // namespace

TEST_CASE_FIXTURE(OwnSessions, "an owner reads in words where the account is signed in, and which session is this one")
{
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0";
    sign_in();
    agent = "<b>Mozilla</b>";
    sign_in();
    const auto page = get(kPath);
    CHECK(says(page, "Firefox on Windows"));
    CHECK(says(page, "An unknown browser"));
    CHECK(says(page, "Begun on 18.11.2026 14:00"));
    CHECK(says(page, "this browser"));
    CHECK(says(page, "after 60 minutes without activity (at a shared computer after 10 minutes), after 12 hours"));
    CHECK_FALSE(says(page, "<b>Mozilla"));
    language = "bg";
    CHECK(says(get(kPath), "Firefox на Windows"));
    CHECK(says(get("/account/profile"), "на 2 устройства"));
}

TEST_CASE_FIXTURE(OwnSessions, "another session is ended by its button")
{
    const auto other = sign_in();
    const auto own = sign_in();
    const auto answer = post("/account/sessions/end", {{"session", id_of(other)}});
    CHECK(target_of(answer) == "/account/sessions?ended=one");
    CHECK(says(get(target_of(answer)), "The session has ended."));
    CHECK_FALSE(lives(other));
    CHECK(lives(own));
}

TEST_CASE_FIXTURE(OwnSessions, "who ends the session at hand is signed out")
{
    const auto own = sign_in();
    const auto answer = post("/account/sessions/end", {{"session", id_of(own)}});
    CHECK(target_of(answer) == "/signed-out");
    CHECK(answer.headers.contains("Clear-Site-Data"));
    CHECK_FALSE(lives(own));
}

TEST_CASE_FIXTURE(OwnSessions,
                  "all other sessions are ended by one button, which stands there only where there are any")
{
    const auto other = sign_in();
    CHECK_FALSE(says(get(kPath), "End all other sessions"));
    const auto own = sign_in();
    CHECK(says(get(kPath), "End all other sessions"));
    const auto answer = post("/account/sessions/end-others");
    CHECK(says(get(target_of(answer)), "All other sessions have ended."));
    CHECK_FALSE(lives(other));
    CHECK(lives(own));
}

TEST_CASE_FIXTURE(OwnSessions, "a number that is no session of one's own ends nothing")
{
    portal.citizen("ivan");
    const auto ivans = sign_in("ivan");
    const auto own = sign_in();
    for (const auto& number : {id_of(ivans), std::string{"x"}, std::string{}, std::string{"-1"}})
        CHECK(post("/account/sessions/end", {{"session", number}}).status == 303);
    CHECK(lives(ivans));
    CHECK(lives(own));
}

TEST_CASE_FIXTURE(OwnSessions, "each session says when it ends and from which network it was begun")
{
    sign_in();
    portal::domain::log_in(portal.context, {"viki", tests::TestPortal::kPassword, "198.51.100.7", "", {}, true});
    const auto page = get("/account/sessions");
    CHECK(says(page, "From the network 198.51.*.*"));
    CHECK(says(page, "From the network 192.0.*.*"));
    CHECK_FALSE(says(page, "198.51.100.7"));
    CHECK(says(page, "Ends on 18.11.2026 14:10, if nothing is done in it"));
    CHECK(says(page, "Ends on 18.11.2026 15:00, if nothing is done in it"));
    CHECK(says(page, "a shared computer</span>"));
    CHECK(says(page, "at a shared computer after 10 minutes"));
}
