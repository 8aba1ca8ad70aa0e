#include <regex>

#include <doctest/doctest.h>

#include "portal/http/own_data_words.hpp"
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
    CHECK(says(file, "\"username\": \"viki\""));
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
    const auto own = std::get<portal::domain::OwnData>(
        portal::domain::take_own_data(portal.context, portal.account(viki), {TestPortal::kPassword, "192.0.2.1"}));
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
    CHECK_FALSE(says(get("/account/close"), "the records of your visits"));
    kiosk.tell(good_verification("viki"));
    const auto page = get("/account/close");
    for (const auto* words : {"What is erased", "What is kept, and why", "the records of your visits",
                              "Your identity verification ends", "href=\"/account/export\""})
        CHECK(says(page, words));
}

TEST_CASE_FIXTURE(Leaving, "who closes the account is signed out and reads that it is closed")
{
    const auto answer = post("/account/close", {{"password", TestPortal::kPassword}});
    CHECK(target_of(answer) == "/account-closed");
    CHECK(answer.headers.contains("Clear-Site-Data"));
    CHECK(target_of(get("/account")) == "/login?to=/account");
    session.clear();
    CHECK(says(get("/account-closed"), "Your account is closed"));
    CHECK(post("/login", {{"username", "viki"}, {"password", TestPortal::kPassword}}).status == 422);
}
