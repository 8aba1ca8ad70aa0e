#include <array>
#include <functional>

#include <doctest/doctest.h>

#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using tests::CitizenSite;
using tests::target_of;

namespace {
/// Every page and every act of the citizens' entrance, whoever adds one.
struct EveryRoute : CitizenSite {
    using Visit = std::function<void(const std::string& method, const std::string& path)>;

    void walk(const std::string& only, const Visit& visit) const
    {
        static const std::regex kSegment{"\\{[^}]*\\}"};
        std::size_t met = 0;
        for (const auto& [method, pattern] : router.all()) {
            if (method != only) continue;
            CAPTURE(method);
            CAPTURE(pattern);
            visit(method, std::regex_replace(pattern, kSegment, "x"));
            ++met;
        }
        CHECK(met > 5);
    }
};

std::string header(const Response& response, const std::string& name)
{
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? "" : found->second;
}

/// The steps of a registration may be kept: a browser's way back would ask to send its forms again.
void check_headers(const Response& response, bool of_registration = false)
{
    const auto policy = header(response, "Content-Security-Policy");
    for (const auto* rule : {"default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"})
        CHECK(policy.find(rule) != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(header(response, "Strict-Transport-Security") == "max-age=63072000; includeSubDomains");
    CHECK(header(response, "X-Content-Type-Options") == "nosniff");
    CHECK_FALSE(header(response, "Referrer-Policy").empty());
    CHECK(header(response, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(header(response, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK_FALSE(header(response, "Permissions-Policy").empty());
    const auto kept = header(response, "Cache-Control");
    CHECK((kept == "no-store" || (of_registration && kept == "private, no-cache")));
}

/// Every script of a page has the nonce of this answer, and none stands in the page itself.
void check_scripts(const Response& response)
{
    static const std::regex kScript{"<script[^>]*>[^<]*"};
    static const std::regex kHandler{"<[^>]* on[a-z]+="};
    const auto policy = header(response, "Content-Security-Policy");
    for (std::sregex_iterator it{response.body.begin(), response.body.end(), kScript}, end; it != end; ++it) {
        static const std::regex kOurs{"<script src=\"[^\"]+\"( type=\"module\")? nonce=\"([^\"]+)\"[^>]*>"};
        const auto script = it->str();
        std::smatch ours;
        CHECK(std::regex_match(script, ours, kOurs));
        if (!ours.empty()) CHECK(policy.find("'nonce-" + ours[2].str() + "'") != std::string::npos);
    }
    CHECK_FALSE(std::regex_search(response.body, kHandler));
}

/// A path of ours: it cannot leave the site, nor begin another header.
bool stays_here(const std::string& target)
{
    return target.empty() || (target.starts_with('/') && !target.starts_with("//") &&
                              target.find_first_of("\\\r\n\t") == std::string::npos);
}

constexpr std::array kElsewhere{"//evil.example",
                                "///evil.example",
                                "/\\evil.example",
                                "\\\\evil.example",
                                "https://evil.example",
                                "https:evil.example",
                                "javascript:alert(1)",
                                "/%2f/evil.example",
                                "/%5cevil.example",
                                "/account\r\nSet-Cookie: a=b",
                                "/account%0d%0aSet-Cookie: a=b",
                                "/account?to=//evil.example",
                                "/account#//evil.example",
                                " /account",
                                "@evil.example",
                                "/account/../../evil"};
} // namespace

TEST_CASE_FIXTURE(EveryRoute, "every page carries the security headers, for strangers and for who is signed in")
{
    for (const bool signed_in : {false, true}) {
        if (signed_in) sign_in();
        walk("GET", [&](const auto&, const auto& path) {
            const auto response = get(path);
            check_headers(response, path.starts_with("/registration"));
            check_scripts(response);
        });
    }
    check_headers(get("/nowhere"));
    check_scripts(get("/nowhere"));
}

TEST_CASE_FIXTURE(EveryRoute, "no form without its token is carried out, and the refusal carries the headers")
{
    sign_in();
    walk("POST", [&](const auto& method, const auto& path) {
        auto request = request_of(method, path);
        const auto without = answer(request);
        CHECK(without.status == 403);
        check_headers(without);
        check_scripts(without);
        request.form.add("csrf", csrf_token(make_visit()));
        CHECK(answer(request).status == 403);
    });
}

TEST_CASE_FIXTURE(EveryRoute, "no form that another site sent is carried out, whatever its token")
{
    for (const bool signed_in : {false, true}) {
        if (signed_in) sign_in();
        walk("POST", [&](const auto& method, const auto& path) {
            for (const auto* sender : {"cross-site", "same-site"}) {
                auto request = own_form(path);
                request.headers.emplace("Sec-Fetch-Site", sender);
                CHECK(request.method == method);
                CHECK(answer(request).status == 403);
            }
        });
    }
}

TEST_CASE_FIXTURE(EveryRoute, "a stranger without a token gets no further than the log-in")
{
    walk("POST", [&](const auto& method, const auto& path) {
        const auto response = answer(request_of(method, path));
        CHECK((response.status == 403 || target_of(response).starts_with("/login?to=/")));
    });
}

TEST_CASE_FIXTURE(EveryRoute,
                  "no page sends its reader to another site or lets a header in, whatever the address asks for")
{
    for (const bool signed_in : {false, true}) {
        if (signed_in) sign_in();
        walk("GET", [&](const auto&, const auto& path) {
            for (const auto* elsewhere : kElsewhere)
                for (const auto* asked : {"", "en"}) {
                    CAPTURE(elsewhere);
                    const auto response =
                        get(path, {{"to", elsewhere}, {"lang", asked}, {"token", elsewhere}, {elsewhere, "x"}});
                    CHECK(stays_here(target_of(response)));
                }
        });
    }
}

TEST_CASE_FIXTURE(EveryRoute, "the log-in leads to no other site, whatever its form asks for")
{
    for (const auto* elsewhere : kElsewhere) {
        CAPTURE(elsewhere);
        session.clear();
        const auto response =
            post("/login", {{"username", "viki"}, {"password", tests::TestPortal::kPassword}, {"to", elsewhere}});
        CHECK(response.status == 303);
        CHECK(target_of(response) == "/account");
    }
}

TEST_CASE_FIXTURE(EveryRoute, "no address on a page holds personal data")
{
    kiosk.tell(tests::good_verification("viki"));
    const auto account = portal.account(viki);
    const std::vector<std::string> personal{account.username,    account.email, "example.com", "888123456",
                                            tests::kVikisNumber, "850615",      "Виктория",    "%D0%92"};
    sign_in();
    walk("GET", [&](const auto&, const auto& path) {
        const auto response = get(path);
        static const std::regex kAddress{" (href|action|src|formaction)=\"([^\"]*)\""};
        for (std::sregex_iterator it{response.body.begin(), response.body.end(), kAddress}, end; it != end; ++it) {
            const auto address = (*it)[2].str();
            CAPTURE(address);
            if (address.starts_with("mailto:") || address.starts_with("tel:")) continue; // of the municipality
            for (const auto& word : personal)
                CHECK(address.find(word) == std::string::npos);
        }
        for (const auto& word : personal)
            CHECK(target_of(response).find(word) == std::string::npos);
    });
}

TEST_CASE_FIXTURE(EveryRoute, "what the browser kept is forgotten at the log-out")
{
    sign_in();
    const auto response = post("/logout");
    CHECK(header(response, "Clear-Site-Data") == "\"cache\", \"storage\"");
    CHECK(header(response, "Set-Cookie").starts_with("__Host-session=; "));
}
