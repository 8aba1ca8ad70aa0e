#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/domain/texts_sent.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
namespace domain = portal::domain;
using tests::says;

namespace {
using Fields = std::map<std::string, std::string>;

/// What an owner still reads and does while the account is paused.
constexpr std::array kOpen{
    "GET /account",
    "GET /account/profile",
    "GET /account/activity",
    "GET /account/messages",
    "GET /account/pass",
    "POST /account/pass",
    "POST /account/names/take-back",
    "GET /account/language",
    "POST /account/language",
    "GET /account/password",
    "POST /account/password",
    "GET /account/sessions",
    "GET /account/password/done",
    "POST /account/sessions/end",
    "POST /account/stay",
    "POST /account/sessions/end-others",
    "GET /account/link-sent",
    "POST /account/resend-link",    // of an address that was never confirmed
    "POST /account/email/withdraw", // what stops a change is never closed
    "POST /account/phone/withdraw",
    "GET /account/closing", // of an account that is being closed: its owner keeps it
    "POST /account/keep",
    "GET /account/stop", // an alarm on top of another pause
    "POST /account/stop",
};

/// Viki has all that can be changed: a verified number, a telephone, a second factor, and changes that were begun.
struct PausedRoutes : tests::CitizenSite {
    tests::Authenticator app{portal, viki};
    std::string code;        ///< that went to another telephone
    std::string new_address; ///< token of the letter to another address
    std::string offer;       ///< of another second factor

    PausedRoutes()
    {
        kiosk.tell(tests::good_verification("viki"));
        sign_in();
        const Fields with_password{{"password", tests::TestPortal::kPassword}};
        const auto fields = [&](Fields more) {
            more.insert(with_password.begin(), with_password.end());
            return more;
        };
        post("/account/phone", fields({{"phone", "0899 765 432"}}));
        post("/account/phone/code", {{"code", tests::take_texts(portal.context).back().arguments.at("code")}});
        post("/account/phone", fields({{"phone", "0899 765 433"}}));
        code = tests::take_texts(portal.context).back().arguments.at("code");
        post("/account/email", fields({{"email", "new@example.org"}}));
        for (const auto& mail : portal.take_mail())
            if (mail.kind == domain::MailKind::new_address) new_address = mail.arguments.at("token");
        offer = domain::offer_second_factor(portal.context, viki).sealed;
        app.enrol();
        portal.take_mail();
    }

    /// Everything that a closed route may be asked for, answers and all; no act fails for want of one.
    std::map<std::string, Fields> closed() const
    {
        const std::string password = tests::TestPortal::kPassword;
        return {
            {"GET /payments", {}},
            {"GET /account/email", {}},
            {"GET /account/email/sent", {}},
            {"POST /account/email", {{"email", "newer@example.org"}, {"password", password}}},
            {"POST /new-address", {{"token", new_address}}},
            {"GET /account/phone", {}},
            {"POST /account/phone", {{"phone", "0899 765 434"}, {"password", password}}},
            {"GET /account/phone/code", {}},
            {"POST /account/phone/code", {{"code", code}}},
            {"POST /account/phone/again", {}},
            {"GET /account/phone/remove", {}},
            {"POST /account/phone/remove", {{"password", password}}},
            {"GET /account/second-factor", {}},
            {"GET /account/second-factor/new", {}},
            {"POST /account/second-factor/new", {{"offer", offer}, {"code", app.code()}, {"password", password}}},
            {"GET /account/second-factor/codes", {}},
            {"POST /account/second-factor/codes", {{"code", app.code()}, {"password", password}}},
            {"GET /account/second-factor/off", {}},
            {"POST /account/second-factor/off", {{"code", app.code()}, {"password", password}}},
            {"GET /account/names", {}},
            {"POST /account/names", {{"given", "Виктория"}, {"fathers", "Любомирова"}, {"family", "Петрова"}}},
            {"GET /account/notices", {}},
            {"POST /account/notices", {}},
            {"GET /account/number", {}},
            {"POST /account/number", {{"kind", "egn"}, {"number", tests::kIvansNumber}}},
            {"POST /account/number/remove", {}},
            {"POST /account/number/change", {{"kind", "egn"}, {"number", tests::kIvansNumber}, {"password", password}}},
            {"GET /account/export", {}},
            {"POST /account/export", {{"as", "page"}, {"password", password}}},
            {"GET /account/close", {}},
            {"POST /account/close", {{"password", password}}},
        };
    }

    /// The page on which the act ends.
    Response arrived(Response response)
    {
        for (int steps = 0; steps < 3 && !tests::target_of(response).empty(); ++steps)
            response = get(tests::target_of(response));
        return response;
    }
};

bool says_paused(const Response& page)
{
    constexpr std::array kWords{"Closed while your account is paused", "E-payment is closed for your safety",
                                "E-payment is stopped", "The account is paused"};
    return std::ranges::any_of(kWords, [&](const auto* words) { return says(page, words); });
}
} // namespace

TEST_CASE_FIXTURE(PausedRoutes, "while the account is paused nothing that is closed can be reached or done")
{
    SUBCASE("after a password set anew by mail")
    {
        portal.pause(viki, domain::PauseReason::reset_by_mail);
    }
    SUBCASE("after an alarm")
    {
        portal.pause(viki, domain::PauseReason::alarm);
    }
    const auto before = kept();
    REQUIRE(before.at("second_factor").size() == 1);
    for (const auto& [route, fields] : closed()) {
        CAPTURE(route);
        const auto path = route.substr(route.find(' ') + 1);
        const auto page = arrived(route.starts_with("GET") ? get(path) : post(path, fields));
        CHECK(says_paused(page));
        CHECK(kept() == before);
    }
    CHECK(portal.account(viki).verification);
    CHECK(portal.take_mail().empty());
    CHECK(tests::take_texts(portal.context).empty());
}

TEST_CASE_FIXTURE(PausedRoutes, "of each route of an account it is said whether a pause closes it")
{
    const auto closed_ones = closed();
    for (const auto& [method, path] : router.all()) {
        if (!path.starts_with("/account/") && path != "/account" && !path.starts_with("/payments")) continue;
        const auto route = method + " " + path;
        CAPTURE(route);
        CHECK((std::ranges::find(kOpen, route) != kOpen.end()) != closed_ones.contains(route));
    }
}
