#include <doctest/doctest.h>

#include "portal/http/held_form.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::CitizenSite;
using tests::hidden_of;
using tests::says;
using tests::target_of;
using tests::TestPortal;

namespace {
using Values = std::map<std::string, std::string>;

struct SessionEnds : CitizenSite {
    portal::domain::AccountId ivan{portal.citizen("ivan")};

    SessionEnds() { sign_in("ivan"); }
    void end_session() { portal.clock.forward(60min + 1s); }
    bool has_number() { return !portal.account(ivan).number_masked.empty(); }

    /// What the log-in page carries along of this form.
    std::string held(const Values& fields, const std::string& path = "/account/number")
    {
        return hidden_of(post(path, fields), "held");
    }
    /// The log-in form as the browser sends it back.
    Response come_back(const std::string& username, const Values& hidden)
    {
        Values fields{{"username", username}, {"password", TestPortal::kPassword}};
        fields.insert(hidden.begin(), hidden.end());
        return post("/login", fields);
    }
    /// The session that this answer begins.
    static std::string begun_by(const Response& response)
    {
        const auto cookie = response.headers.find("Set-Cookie");
        const std::string name = "__Host-session=";
        if (cookie == response.headers.end() || !cookie->second.starts_with(name)) return {};
        return cookie->second.substr(name.size(), cookie->second.find(';') - name.size());
    }
};
const Values kNumber{{"kind", "egn"}, {"number", tests::kIvansNumber}};
} // namespace

TEST_CASE_FIXTURE(SessionEnds, "a page is given after 59 minutes without activity, and refused after 60 and a second")
{
    portal.clock.forward(59min);
    CHECK(get("/account").status == 200);
    end_session();
    CHECK(target_of(get("/account")) == "/login?to=/account");
}

TEST_CASE_FIXTURE(SessionEnds, "no activity keeps a session for more than twelve hours")
{
    for (int i = 0; i < 24; ++i) {
        portal.clock.forward(30min);
        CHECK(get("/account").status == 200);
    }
    portal.clock.forward(1s);
    CHECK(get("/account").status == 303);
}

TEST_CASE_FIXTURE(SessionEnds, "a sign-in ends the session that the browser had, and no other")
{
    const auto elsewhere = session;
    const auto before = sign_in("ivan");
    for (const auto* username : {"ivan", "viki"}) {
        const auto fresh = begun_by(come_back(username, {}));
        REQUIRE_FALSE(fresh.empty());
        CHECK_FALSE(portal::domain::resume_session(portal.context, session));
        session = fresh;
        CHECK(portal::domain::resume_session(portal.context, session));
    }
    CHECK(session != before);
    CHECK(portal::domain::resume_session(portal.context, elsewhere));
}

TEST_CASE_FIXTURE(SessionEnds, "who comes back from the log-in stands at the same part of the same list")
{
    end_session();
    const auto way = target_of(get("/account/sessions?ended=one"));
    CHECK(way == "/login?to=/account/sessions%3Fended%3Done");
    const auto page = get("/login", {{"to", "/account/sessions?ended=one"}});
    CHECK(says(page, "Your session has expired."));
    CHECK(hidden_of(page, "to") == "/account/sessions?ended=one");
    CHECK(target_of(come_back("ivan", {{"to", hidden_of(page, "to")}})) == "/account/sessions?ended=one");
}

TEST_CASE_FIXTURE(SessionEnds,
                  "who comes back to a path that only acts stands at the page above it, and nothing is done")
{
    post("/account/number", kNumber);
    end_session();
    const auto answer = post("/account/number/remove");
    CHECK(target_of(answer) == "/login?to=/account/number/remove");
    CHECK(target_of(come_back("ivan", {{"to", "/account/number/remove"}})) == "/account/number");
    CHECK(has_number());
}

TEST_CASE_FIXTURE(SessionEnds,
                  "a form that comes after the session's end is shown again after the log-in, and not carried out")
{
    end_session();
    const auto refused = post("/account/number", {{"kind", "lnch"}, {"number", "12 34"}});
    CHECK(refused.status == 403);
    CHECK(says(refused, "What you had filled in is not lost"));
    CHECK_FALSE(says(refused, "12 34"));
    CHECK_FALSE(has_number());
    const auto page = come_back("ivan", {{"to", hidden_of(refused, "to")}, {"held", hidden_of(refused, "held")}});
    CHECK(page.status == 200);
    CHECK(says(page, "What you had filled in stands below"));
    CHECK(says(page, "value=\"12 34\""));
    CHECK(says(page, "value=\"lnch\" checked"));
    CHECK(says(page, "href=\"/account/number?lang=bg\""));
    CHECK_FALSE(has_number());
}

TEST_CASE_FIXTURE(SessionEnds, "the form that is shown again can be sent as it stands")
{
    end_session();
    const auto page = come_back("ivan", {{"held", held(kNumber)}});
    const auto token = hidden_of(page, "csrf");
    session = begun_by(page);
    CHECK(token == csrf_token(session));
    CHECK(target_of(post("/account/number", kNumber)) == "/account");
    CHECK(has_number());
}

TEST_CASE_FIXTURE(SessionEnds, "a wrong password loses nothing of the form")
{
    end_session();
    const auto kept = held(kNumber);
    const auto again = post("/login", {{"username", "ivan"}, {"password", "друга дълга парола"}, {"held", kept}});
    CHECK(again.status == 422);
    CHECK(hidden_of(again, "held") == kept);
}

TEST_CASE_FIXTURE(SessionEnds, "a form is shown to nobody but the account that filled it in")
{
    end_session();
    const auto answer = come_back("viki", {{"held", held(kNumber)}});
    CHECK(target_of(answer) == "/account");
    CHECK_FALSE(says(answer, tests::kIvansNumber));
}

TEST_CASE_FIXTURE(SessionEnds, "a form is kept for a day, and as it came")
{
    end_session();
    const auto kept = held(kNumber);
    auto changed = kept;
    changed.at(changed.size() / 2) = changed.at(changed.size() / 2) == 'A' ? 'B' : 'A';
    for (const auto& text : {changed, portal.keys.data.id + ".AAAA", std::string{"."}, std::string{"x"}})
        CHECK(come_back("ivan", {{"held", text}}).status == 303);
    portal.clock.forward(24h - 1s);
    CHECK(come_back("ivan", {{"held", kept}}).status == 200);
    portal.clock.forward(1s);
    CHECK(come_back("ivan", {{"held", kept}}).status == 303);
}

TEST_CASE_FIXTURE(SessionEnds, "passwords and codes are not kept with a form")
{
    Fields fields;
    for (const auto* name : {"password", "new-password", "code", "recovery_code", "token", "csrf", "secret", "email"})
        fields.add(name, "x");
    const auto text = hold_form(portal.context, {"/account/email", fields}, session);
    const auto form = held_form(portal.context, text, ivan);
    REQUIRE(form);
    CHECK(form->path == "/account/email");
    REQUIRE(form->fields.all().size() == 1);
    CHECK(form->fields.get("email") == "x");
}

TEST_CASE_FIXTURE(SessionEnds, "a form without anything worth keeping, or with too much, is not kept")
{
    Fields secret;
    secret.add("password", "x");
    CHECK(hold_form(portal.context, {"/a", secret}, session).empty());
    Fields large;
    large.add("text", std::string(5000, 'x'));
    CHECK(hold_form(portal.context, {"/a", large}, session).empty());
}

TEST_CASE_FIXTURE(SessionEnds,
                  "a form whose cookie went with the browser is kept where the browser says that it is ours")
{
    auto request = request_of("POST", "/account/number", "");
    request.form.add("csrf", csrf_token(session));
    request.form.add("number", tests::kIvansNumber);
    CHECK(target_of(answer(request)) == "/login?to=/account/number");
    request.headers.emplace("Sec-Fetch-Site", "same-origin");
    const auto kept = hidden_of(answer(request), "held");
    CHECK(says(come_back("ivan", {{"held", kept}}), tests::kIvansNumber));
}

TEST_CASE_FIXTURE(SessionEnds, "a form that another site sent after the session's end is refused and not kept")
{
    end_session();
    auto request = request_of("POST", "/account/number", session);
    request.form.add("csrf", csrf_token(session));
    request.form.add("number", tests::kIvansNumber);
    request.headers.emplace("Sec-Fetch-Site", "cross-site");
    const auto refused = answer(request);
    CHECK(refused.status == 403);
    CHECK(hidden_of(refused, "held").empty());
}

TEST_CASE_FIXTURE(SessionEnds, "who signs out after the session's end is signed out")
{
    end_session();
    CHECK(target_of(post("/logout")) == "/signed-out");
}

TEST_CASE_FIXTURE(SessionEnds, "a page knows when its session ends, and staying makes it later")
{
    CHECK(says(get("/account"), "data-left=\"3600\""));
    portal.clock.forward(55min);
    const auto stayed = post("/account/stay");
    CHECK(stayed.content_type == "application/json");
    CHECK(stayed.body == R"({"left":3600,"until":"15:55","last":false})");
    portal.clock.forward(59min);
    CHECK(get("/account").status == 200);
}

TEST_CASE_FIXTURE(SessionEnds, "staying says when the longest life of a session is reached")
{
    for (int i = 0; i < 23; ++i) {
        portal.clock.forward(30min);
        get("/account");
    }
    portal.clock.forward(10min);
    CHECK(post("/account/stay").body == R"({"left":1200,"until":"02:00","last":true})");
    CHECK(says(get("/account"), "data-last"));
}

TEST_CASE_FIXTURE(SessionEnds, "a page that left the screen with its session has its form again after the log-in")
{
    end_session();
    auto given_up = kNumber;
    given_up.emplace("form-path", "/account/number");
    const auto page = post("/login/again", given_up);
    CHECK(says(page, "Your session has expired."));
    CHECK(says(come_back("ivan", {{"held", hidden_of(page, "held")}}), tests::kIvansNumber));
}

TEST_CASE_FIXTURE(SessionEnds,
                  "a page that left the screen while its session lives in another window comes back with its form")
{
    auto given_up = kNumber;
    given_up.emplace("form-path", "/account/number");
    const auto page = post("/login/again", given_up);
    CHECK(says(page, tests::kIvansNumber));
    CHECK(begun_by(page).empty());
    CHECK_FALSE(has_number());
    CHECK(target_of(post("/login/again", {{"form-path", "//evil.example"}})) == "/account");
}

TEST_CASE_FIXTURE(SessionEnds, "who has to come again later at the log-in loses nothing of what was filled in")
{
    end_session();
    const Values carried{{"held", held(kNumber)}, {"to", "/account/number"}};
    session.clear();
    auto& most = portal.context.rules.failures_per_account_and_network;
    const auto usual = most;
    most = 0;
    const auto later = come_back("ivan", carried);
    CHECK(later.status == 429);
    CHECK(later.headers.contains("Retry-After"));
    CHECK(says(later, "Too many tries. Try again in 15 minutes"));
    CHECK(says(later, "value=\"ivan\""));
    CHECK(hidden_of(later, "held") == carried.at("held"));
    CHECK(hidden_of(later, "to") == "/account/number");
    most = usual;
    CHECK(says(come_back("ivan", carried), tests::kIvansNumber));
}

TEST_CASE_FIXTURE(SessionEnds,
                  "whose code comes too late reads why the sign-in begins again, and that the form is not lost")
{
    end_session();
    Values carried{{"held", held(kNumber)}, {"to", "/account/number"}, {"code", "000000"}};
    session.clear();
    const auto over = post("/login/code", carried);
    CHECK(over.status == 410);
    CHECK(says(over, "This sign-in took longer than 10 minutes"));
    CHECK(says(over, "What you had filled in is not lost"));
    carried.erase("code");
    CHECK(hidden_of(over, "held") == carried.at("held"));
    CHECK(says(come_back("ivan", carried), tests::kIvansNumber));
}

TEST_CASE_FIXTURE(SessionEnds, "what was sent too often comes back behind a button, without passwords")
{
    portal.context.rules.texts_per_account = 0;
    const auto later = post("/account/phone", {{"phone", "0899 765 432"}, {"password", TestPortal::kPassword}});
    CHECK(later.status == 429);
    CHECK(says(later, "Try again in 24 hours"));
    CHECK_FALSE(says(later, TestPortal::kPassword));
    CHECK(hidden_of(later, "form-path") == "/account/phone");
    CHECK(later.body.find("value=\"" + csrf_token(session) + '"') != std::string::npos);
    const auto page = post("/login/again", {{"form-path", "/account/phone"}, {"phone", hidden_of(later, "phone")}});
    CHECK(says(page, "value=\"0899 765 432\""));
}

TEST_CASE_FIXTURE(SessionEnds, "an error page without a form that could come back leads home")
{
    CHECK_FALSE(says(get("/nonexistent"), "form-path"));
}
