#include "portal/http/closed_entrance.hpp"

#include <doctest/doctest.h>

#include "portal/http/log_in.hpp"
#include "portal/http/mail_pages.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using tests::CitizenSite;
using tests::says;
using tests::TestPortal;

namespace {
struct EntrancePages : CitizenSite {
    Response enter(const std::map<std::string, std::string>& more = {})
    {
        std::map<std::string, std::string> fields{{"username", "viki"}, {"password", TestPortal::kPassword}};
        fields.insert(more.begin(), more.end());
        return post("/login", fields);
    }
    std::string cookie_of(const Response& response)
    {
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie" && value.starts_with("__Host-known=")) return value;
        return {};
    }
    std::string link()
    {
        for (int i = 0; i < 100; ++i)
            portal::domain::log_in(portal.context,
                                   {"viki", "грешна дълга парола", "198.51.100." + std::to_string(i % 50), ""});
        return portal.take_mail().at(0).arguments.at("token");
    }
};
} // namespace

TEST_CASE_FIXTURE(EntrancePages, "who comes while every place before the sign-in is taken reads when to come again")
{
    portal::domain::PasswordHasher full{portal.keys.pepper, {8, 1, 0, 0}};
    const portal::domain::Context pressed{*portal.database, portal.keys, full, portal.clock, portal.context.rules};
    const Site crowded{pressed, texts, pages, {}, "/static"};
    router = Router{};
    add_citizens_pages(router, crowded);
    const auto response = enter();
    CHECK(response.status == 503);
    CHECK(says(response, "Many people are here just now"));
    CHECK(std::count(response.headers.begin(), response.headers.end(),
                     std::pair<const std::string, std::string>{"Retry-After", "5"}) == 1);
}

TEST_CASE_FIXTURE(EntrancePages,
                  "a sign-in leaves a cookie by which the browser is known, unless the computer is shared")
{
    const auto cookie = cookie_of(enter());
    CHECK(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000"));
    CHECK(cookie_of(enter({{"shared", "yes"}})).empty());
}

TEST_CASE_FIXTURE(EntrancePages, "the page behind the link opens the account by its button")
{
    const auto token = link();
    const auto page = get("/open-entrance", {{"token", token}});
    CHECK(says(page, "viki"));
    CHECK(page.headers.find("Referrer-Policy")->second == "no-referrer");
    CHECK(enter().status == 422);
    CHECK(post("/open-entrance", {{"token", token}}).headers.find("Location")->second == "/open-entrance/done");
    CHECK(says(get("/open-entrance/done"), "The account takes passwords from every browser again."));
    CHECK(enter().status == 303);
    CHECK(get("/open-entrance", {{"token", token}}).status == 410);
    CHECK(says(get("/open-entrance", {{"token", "half"}}), "The link is not complete."));
}

TEST_CASE_FIXTURE(EntrancePages, "who cannot sign in finds the ways out on the page")
{
    for (const auto* words : {"/forgot-username", "/forgot-password", "Is even the right password not taken?"})
        CHECK(says(get("/login"), words));
}
