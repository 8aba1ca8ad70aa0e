#include <doctest/doctest.h>
#include <sodium.h>

#include "portal/http/csrf.hpp"
#include "portal/http/csv.hpp"
#include "portal/http/return_target.hpp"
#include "portal/http/security_headers.hpp"

using namespace portal::http;

namespace {
Request form_with(std::string token)
{
    Request request;
    request.method = "POST";
    request.form.add("csrf", std::move(token));
    return request;
}
} // namespace

TEST_CASE("a form with the token of its own visit is ours")
{
    const auto visit = make_visit();
    CHECK(has_token_of(form_with(csrf_token(visit)), visit));
}

TEST_CASE("a form with another visit's token, or without one, is refused")
{
    const auto visit = make_visit();
    CHECK_FALSE(has_token_of(form_with(csrf_token(make_visit())), visit));
    CHECK_FALSE(has_token_of(form_with(""), visit));
    CHECK_FALSE(has_token_of(form_with(csrf_token("")), ""));
}

TEST_CASE("the browser says that another site sent a form")
{
    Request request;
    CHECK_FALSE(sent_by_other_site(request)); // an old browser, which says nothing: the token alone decides
    request.headers.emplace("sec-fetch-site", "cross-site");
    CHECK(sent_by_other_site(request));
    for (const auto& [site, other] : {std::pair{"same-site", true}, {"same-origin", false}, {"none", false}}) {
        request.headers.clear();
        request.headers.emplace("Sec-Fetch-Site", site);
        CHECK(sent_by_other_site(request) == other);
    }
}

TEST_CASE("sign-in returns to a page of ours")
{
    CHECK(local_target("/payments") == "/payments");
    CHECK(local_target("/account/pass") == "/account/pass");
}

TEST_CASE("sign-in returns to a part of a list, and to no query that could hold more than small words")
{
    CHECK(local_target("/account/activity?page=2&kind=mail") == "/account/activity?page=2&kind=mail");
    for (const auto* query : {"?b=//evil", "?", "?page", "?page=", "?=2", "?page=2&", "?mail=a%40example.com",
                              "?a=b?c=d", "?token=q7hDkE0w9xYb3nT5mVzR1c"})
        CHECK(local_target("/account/activity" + std::string{query}) == "/account/activity");
}

TEST_CASE("sign-in returns to the nearest page where a path only acts")
{
    Router pages;
    const auto page = [](const Request&) { return Response{}; };
    pages.get("/account", page);
    pages.get("/account/number", page);
    pages.post("/account/number/remove", page);
    CHECK(nearest_page(pages, "/account/number?a=b") == "/account/number?a=b");
    CHECK(nearest_page(pages, "/account/number/remove?a=b") == "/account/number");
    CHECK(nearest_page(pages, "/nowhere/at/all") == "/account");
    CHECK(nearest_page(pages, "//evil.example") == "/account");
}

TEST_CASE("sign-in never returns to another site")
{
    for (const auto* target : {"", "/", "//evil.example", "/\\evil.example", "https://evil.example",
                               "javascript:alert(1)", "/%2f%2fevil.example", "/a\r\nSet-Cookie: x=y", "/\tevil"})
        CHECK(local_target(target) == "/account");
}

TEST_CASE("every answer carries the security headers, and a route's own value stays")
{
    Response response;
    response.set("Cache-Control", "public");
    add_security_headers(response);
    CHECK(response.headers.find("Content-Security-Policy")->second.find("default-src 'none'; form-action") == 0);
    CHECK(response.headers.contains("Strict-Transport-Security"));
    CHECK(response.headers.find("X-Content-Type-Options")->second == "nosniff");
    CHECK(response.headers.find("Cache-Control")->second == "public");
}

TEST_CASE("a script runs on a page by the page's own nonce alone")
{
    const auto nonce = make_nonce();
    CHECK(nonce.size() == 24);
    CHECK(nonce != make_nonce());
    const auto policy = page_policy(nonce);
    CHECK(policy.find("script-src 'nonce-" + nonce + "';") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    Response page;
    page.set("Content-Security-Policy", policy);
    add_security_headers(page);
    CHECK(page.headers.find("Content-Security-Policy")->second == policy);
}

TEST_CASE("a cookie of ours is bound to the host, hidden from scripts and ends with the browser")
{
    Response response;
    set_cookie(response, "__Host-session", "abc");
    CHECK(response.headers.find("Set-Cookie")->second == "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
}

TEST_CASE("a cookie is found among others by its whole name")
{
    Request request;
    request.headers.emplace("cookie", "x__Host-session=no; __Host-session=yes; other=__Host-session=no");
    CHECK(request.cookie("__Host-session") == "yes");
    CHECK(request.cookie("session").empty());
}

TEST_CASE("a spreadsheet takes no value for a formula and no value for two cells")
{
    for (const auto* value : {"+1", "-1", "@x", " =1", "   +1", "\n=1", "\r=1", "\t=1", " \n=1", "\v=1"})
        CHECK(csv({{value}}) == "\ufeff\"'" + std::string{value} + "\"\r\n");
    for (const auto* value : {"", " ", "1=1", "Гише 12", " Гише"})
        CHECK(csv({{value}}) == "\ufeff\"" + std::string{value} + "\"\r\n");
    CHECK(csv({{"=HYPERLINK(1)", "a\"b;c"}}) == "\ufeff\"'=HYPERLINK(1)\";\"a\"\"b;c\"\r\n");
}
