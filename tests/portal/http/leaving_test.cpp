#include <algorithm>
#include <array>
#include <regex>

#include <doctest/doctest.h>

#include "portal/http/own_data_words.hpp"
#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using tests::CitizenSite;
using tests::good_verification;
using tests::says;
using tests::target_of;
using tests::TestPortal;

namespace {
struct Leaving : CitizenSite {
    Leaving() { sign_in(); }
    Response take(const std::string& as, const std::string& password = TestPortal::kPassword)
    {
        return post("/account/export", {{"password", password}, {"as", as}});
    }
    void pause() { portal.pause(viki, portal::domain::PauseReason::reset_by_mail); }
};
} // namespace

TEST_CASE_FIXTURE(Leaving, "an owner's data come as a file whose name tells nothing")
{
    const auto file = take("file");
    CHECK(file.content_type == "application/json");
    CHECK(file.headers.find("Content-Disposition")->second == "attachment; filename=\"gishe-data.json\"");
    CHECK(file.headers.find("Cache-Control")->second == "no-store");
    CHECK(says(file, "\"username\":\"viki\""));
}

TEST_CASE_FIXTURE(Leaving, "an owner's data come as a page in words")
{
    kiosk.tell(good_verification("viki"));
    const auto page = take("page");
    for (const auto* words : {"Identity verification", "28.02.2033", tests::kVikisNumber, "chip, proven genuine",
                              "E-mail address confirmed", "18.11.2026 14:00"})
        CHECK(says(page, words));
    CHECK_FALSE(says(page, "document_kind"));
    language = "bg";
    CHECK(says(take("page"), "Записи от гишето"));
}

TEST_CASE_FIXTURE(Leaving, "every name in the export has words")
{
    kiosk.tell(good_verification("viki"));
    const auto request = request_of("GET", "/account/export");
    const CitizenVisit visit{site, request};
    const OwnDataWords words{visit};
    const auto left = portal.database->read()->own_data().left_out();
    CHECK(left.size() > 20);
    const auto own = std::get<portal::domain::OwnPage>(
        portal::domain::show_own_data(portal.context, portal.account(viki), {TestPortal::kPassword, "192.0.2.1"}));
    for (const auto& table : own.tables) {
        CHECK(words.name(table.name) != table.name);
        for (const auto& row : table.rows)
            for (const auto& [column, value] : row)
                CHECK(words.name(column) != column);
    }
}

TEST_CASE_FIXTURE(Leaving, "the export's page shows words and no codes")
{
    kiosk.tell(good_verification("viki"));
    const auto page = take("page").body;
    const std::regex shown{"<dd[^>]*>([^<]*)</dd>"};
    const std::regex code{"[a-z]+([._][a-z0-9]+)+|bg|en|citizen|kiosk|portal|egn|lnch"};
    std::string codes;
    std::size_t values = 0;
    for (std::sregex_iterator found{page.begin(), page.end(), shown}, end; found != end; ++found, ++values)
        if (std::regex_match((*found)[1].str(), code)) codes += found->str() + "\n";
    CHECK(values > 30);
    CHECK(codes == "");
    CHECK(page.find("Your identity was verified") != std::string::npos);
}

TEST_CASE_FIXTURE(Leaving, "a wrong password gives nothing out and closes nothing")
{
    for (const auto* path : {"/account/export", "/account/close"}) {
        const auto refused = post(path, {{"password", "друга дълга парола"}});
        CHECK(refused.status == 422);
        CHECK(says(refused, "The password is wrong."));
    }
    CHECK(get("/account").status == 200);
}

TEST_CASE_FIXTURE(Leaving, "while the account is paused its pages say so instead of asking")
{
    pause();
    for (const auto* path : {"/account/export", "/account/close"}) {
        const auto page = get(path);
        CHECK(says(page, "Closed while your account is paused"));
        CHECK_FALSE(says(page, "type=\"password\""));
        CHECK(says(post(path, {{"password", TestPortal::kPassword}}), "Closed while your account is paused"));
    }
    CHECK(get("/account").status == 200);
}

TEST_CASE_FIXTURE(Leaving, "before an account is closed its owner reads what goes and what stays")
{
    const std::string visits = "the record of each visit, encrypted"; // also of those that did not verify
    CHECK(says(get("/account/close"), visits));
    kiosk.tell(good_verification("viki"));
    const auto page = get("/account/close");
    for (const auto* words : {"For 7 days you can still keep it", "Until the end of 25.11.2026",
                              "the link in our letter", "What is erased after that day", "What is kept, and why",
                              "your identity verification ends", "href=\"/account/export\""})
        CHECK(says(page, words));
    CHECK_FALSE(says(page, "name=\"code\""));
    portal.newcomer("newcomer");
    sign_in("newcomer");
    CHECK_FALSE(says(get("/account/close"), "the link in our letter"));
}

TEST_CASE_FIXTURE(Leaving, "who has a second factor gives its code before the account is closed")
{
    tests::Authenticator app{portal, viki};
    app.enrol();
    CHECK(says(get("/account/close"), "name=\"code\""));
    const auto refused = post("/account/close", {{"password", TestPortal::kPassword}, {"code", "000000"}});
    CHECK(refused.status == 422);
    CHECK(says(refused, "href=\"#code\""));
    CHECK(says(refused, "The code is wrong or has been used."));
    CHECK(target_of(post("/account/close", {{"password", TestPortal::kPassword}, {"code", app.code()}})) ==
          "/account-closed");
}

namespace {
struct Closing : Leaving {
    std::string link; ///< token of the letter's link that keeps the account

    Closing()
    {
        REQUIRE(target_of(post("/account/close", {{"password", TestPortal::kPassword}})) == "/account-closed");
        link = portal.take_mail().at(0).arguments.at("token");
        session.clear();
    }
    bool closing() { return portal.account(viki).closes.has_value(); }
};
} // namespace

TEST_CASE_FIXTURE(Leaving, "who closes the account is signed out and reads how to keep it")
{
    const auto answer = post("/account/close", {{"password", TestPortal::kPassword}});
    CHECK(target_of(answer) == "/account-closed");
    CHECK(answer.headers.contains("Clear-Site-Data"));
    CHECK(target_of(get("/account")) == "/login?to=/account");
    session.clear();
    CHECK(says(get("/account-closed"), "For 7 days you can still keep it"));
}

TEST_CASE_FIXTURE(Closing, "who signs in meanwhile sees the day and one button, which keeps the account")
{
    CHECK(target_of(post("/login", {{"username", "viki"}, {"password", TestPortal::kPassword}})) == "/account");
    sign_in();
    CHECK(target_of(get("/account")) == "/account/closing");
    const auto page = get("/account/closing");
    CHECK(says(page, "<h1>Your account will be closed on 25.11.2026</h1>"));
    CHECK_FALSE(says(page, "viki@example.com"));
    CHECK(closing());
    CHECK(target_of(post("/account/keep")) == "/keep-account/done");
    CHECK_FALSE(closing());
    CHECK(says(get("/keep-account/done"), "Your account is kept"));
    CHECK(get("/account").status == 200);
    CHECK(target_of(get("/account/closing")) == "/account");
}

TEST_CASE_FIXTURE(Closing, "the page behind the letter's link shows a button, which keeps the account once")
{
    const auto page = get("/keep-account", {{"token", link}});
    CHECK(says(page, "25.11.2026"));
    CHECK(page.headers.find("Referrer-Policy")->second == "no-referrer");
    CHECK(closing());
    CHECK(target_of(post("/keep-account", {{"token", link}})) == "/keep-account/done");
    CHECK_FALSE(closing());
    const auto again = post("/keep-account", {{"token", link}});
    CHECK(again.status == 410);
    CHECK(says(again, "kept with this link already"));
    CHECK(says(get("/keep-account", {{"token", "x"}}), "The link is not complete"));
}

TEST_CASE_FIXTURE(Closing, "who kept the account by signing in finds the link over")
{
    sign_in();
    post("/account/keep");
    const auto page = get("/keep-account", {{"token", link}});
    CHECK(page.status == 410);
    CHECK(says(page, "kept in another way"));
}

TEST_CASE_FIXTURE(Closing, "while the account is being closed nothing of it is seen or done but that it can be kept")
{
    constexpr std::array kOpen{"GET /account/closing", "POST /account/keep", "POST /account/stay"};
    sign_in();
    portal.take_mail();
    const auto before = kept();
    std::size_t met = 0;
    for (const auto& [method, path] : router.all()) {
        if (!path.starts_with("/account/") && path != "/account" && !path.starts_with("/payments")) continue;
        const auto route = method + " " + path;
        CAPTURE(route);
        if (std::ranges::find(kOpen, route) != kOpen.end()) continue;
        const auto answer = method == "GET" ? get(path) : post(path, {{"password", TestPortal::kPassword}});
        CHECK(target_of(answer) == "/account/closing");
        ++met;
    }
    CHECK(met > 40);
    CHECK(kept() == before);
    CHECK(portal.take_mail().empty());
}
