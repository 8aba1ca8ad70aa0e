#include <regex>

#include <doctest/doctest.h>

#include "portal/domain/account_office.hpp"
#include "portal/http/log_in.hpp"
#include "portal/http/profile.hpp"
#include "portal/http/second_factor.hpp"
#include "portal/http/sign_in_code.hpp"
#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/http/citizen_browser.hpp"

using namespace portal::http;
using tests::Authenticator;
using tests::says;
using tests::target_of;
using tests::TestPortal;

namespace {
struct ProtectedPages : tests::CitizenBrowser {
    Authenticator app{portal, viki};

    /// Reads key and hidden offer off the page.
    std::string offer_on(const Response& page)
    {
        std::smatch found;
        REQUIRE(std::regex_search(page.body, found, std::regex{"<b>([A-Z2-7 ]{39})</b>"}));
        app.secret = Authenticator::bytes_of_base32(found[1].str());
        REQUIRE(std::regex_search(page.body, found, std::regex{"name=\"offer\" value=\"([^\"]+)\""}));
        return std::regex_replace(found[1].str(), std::regex{"&#x2F;|&#47;"}, "/");
    }
    Response log_in(const std::string& to)
    {
        return post("/login", {{"username", "viki"}, {"password", TestPortal::kPassword}, {"to", to}});
    }
};
} // namespace

TEST_CASE_FIXTURE(ProtectedPages, "a citizen turns two-factor protection on and sees ten recovery codes once")
{
    sign_in();
    CHECK(says(get("/account/profile"), "/account/second-factor"));
    CHECK(says(get("/account/second-factor"), "href=\"/account/second-factor/new\""));
    const auto page = get("/account/second-factor/new");
    CHECK(says(page, "<svg class=\"qr\""));
    const auto sealed = offer_on(page);

    const auto wrong = post("/account/second-factor/new",
                            {{"offer", sealed}, {"code", "000000"}, {"password", TestPortal::kPassword}});
    CHECK(wrong.status == 422);
    CHECK(offer_on(wrong) == sealed);
    const auto codes = post("/account/second-factor/new",
                            {{"offer", sealed}, {"code", app.code()}, {"password", TestPortal::kPassword}});
    CHECK(codes.status == 200);
    const std::regex in_fours{"<li class=\"code\">\\d{4} \\d{4} \\d{4}</li>"};
    CHECK(std::distance(std::sregex_iterator{codes.body.begin(), codes.body.end(), in_fours}, {}) == 10);

    CHECK(target_of(get("/account/second-factor/new")) == "/account/second-factor");
    CHECK(says(get("/account/second-factor"), "10 codes are left"));
}

TEST_CASE_FIXTURE(ProtectedPages, "a page with a key that stood open too long gives another key")
{
    sign_in();
    const auto sealed = offer_on(get("/account/second-factor/new"));
    portal.clock.forward(std::chrono::minutes{59});
    CHECK(get("/account/profile").status == 200);
    portal.clock.forward(std::chrono::minutes{1});
    const auto page = post("/account/second-factor/new",
                           {{"offer", sealed}, {"code", app.code()}, {"password", TestPortal::kPassword}});
    CHECK(page.status == 422);
    CHECK(offer_on(page) != sealed);
}

TEST_CASE_FIXTURE(ProtectedPages, "signing in asks for the code and goes on to the page that was wanted")
{
    app.enrol();
    const auto asked = log_in("/account/profile");
    CHECK(target_of(asked) == "/login/code?to=%2Faccount%2Fprofile");
    CHECK(session.empty());
    const auto page = get("/login/code", {{"to", "/account/profile"}});
    CHECK(page.status == 200);
    CHECK(says(page, "autocomplete=\"one-time-code\""));
    CHECK(says(page, "Have you lost both? Come to the counter with your document"));
    CHECK(post("/login/code", {{"code", "000000"}, {"to", "/account/profile"}}).status == 422);
    CHECK(target_of(post("/login/code", {{"code", app.code()}, {"to", "/account/profile"}})) == "/account/profile");
    CHECK_FALSE(session.empty());
    CHECK(others.at("__Host-sign-in").empty());
    CHECK(get("/account/profile").status == 200);
}

TEST_CASE_FIXTURE(ProtectedPages,
                  "a sign-in that is sent twice goes on to the page that was wanted, and no other form does")
{
    app.enrol();
    log_in("");
    auto twice = own_form("/login/code");
    twice.form.add("code", app.code());
    twice.form.add("to", "/account/profile");
    CHECK(target_of(post("/login/code", {{"code", app.code()}, {"to", "/account/profile"}})) == "/account/profile");
    twice.headers.find("Cookie")->second += "; __Host-session=" + session;
    CHECK(target_of(answer(twice)) == "/account/profile");
    twice.form = {};
    CHECK(answer(twice).status == 403);
}

TEST_CASE_FIXTURE(ProtectedPages,
                  "without a sign-in of this browser the code page says to begin again, and leads nowhere else")
{
    app.enrol();
    log_in("");
    others.clear();
    CHECK(get("/login/code", {{"to", "//evil.example"}}).status == 410);
    const auto refused = post("/login/code", {{"code", app.code()}, {"to", "https://evil.example"}});
    CHECK(refused.status == 410);
    CHECK(says(refused, "/login?to=%2Faccount\""));
    CHECK(session.empty());
}

TEST_CASE_FIXTURE(ProtectedPages, "turning it off and new recovery codes want code and password")
{
    app.enrol();
    const auto again = [&](const std::string& path, const std::string& code, const std::string& password) {
        return post(path, {{"code", code}, {"password", password}});
    };
    log_in("");
    post("/login/code", {{"code", app.code()}});
    app.next();
    CHECK(again("/account/second-factor/codes", app.code(), "друга дълга парола").status == 422);
    const auto codes = again("/account/second-factor/codes", app.code(), TestPortal::kPassword);
    CHECK(says(codes, "Your recovery codes"));
    CHECK_FALSE(says(codes, "Two-factor protection is on"));
    app.next();
    CHECK(again("/account/second-factor/off", "000000", TestPortal::kPassword).status == 422);
    CHECK(target_of(again("/account/second-factor/off", app.code(), TestPortal::kPassword)) ==
          "/account/second-factor");
    CHECK(says(get("/account/second-factor"), "href=\"/account/second-factor/new\""));
}

TEST_CASE_FIXTURE(ProtectedPages, "who lost both is told why payment is closed and what opens it")
{
    app.enrol();
    portal::domain::remove_lost_second_factor(portal.context, "viki", "seen at desk 12");
    sign_in("viki");
    const auto page = get("/account");
    CHECK(says(page, "the municipality took two-factor protection of your account away"));
    CHECK(says(page, "with the verification of your identity everything opens at once"));
    CHECK(says(get("/account/activity"), "Lost two-factor protection was taken away"));
}

TEST_CASE_FIXTURE(ProtectedPages, "while the account is paused the pages offer no change and say why")
{
    sign_in();
    portal.pause(viki, portal::domain::PauseReason::alarm);
    const auto page = get("/account/second-factor");
    CHECK(says(page, "Closed while your account is paused"));
    CHECK_FALSE(says(page, "/account/second-factor/new"));
    CHECK(target_of(get("/account/second-factor/new")) == "/account/second-factor");
}

TEST_CASE("an app is told issuer, username and key")
{
    CHECK(totp_uri("Столична община", "viki.85", "ABCD") ==
          "otpauth://totp/%D0%A1%D1%82%D0%BE%D0%BB%D0%B8%D1%87%D0%BD%D0%B0%20%D0%BE%D0%B1%D1%89%D0%B8%D0%BD%D0%B0:"
          "viki.85?secret=ABCD&issuer="
          "%D0%A1%D1%82%D0%BE%D0%BB%D0%B8%D1%87%D0%BD%D0%B0%20%D0%BE%D0%B1%D1%89%D0%B8%D0%BD%D0%B0");
    CHECK(in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ");
}
