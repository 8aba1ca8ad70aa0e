#include <regex>

#include <doctest/doctest.h>

#include "portal/http/account.hpp"
#include "portal/http/counter_pass.hpp"
#include "portal/http/payments.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::good_verification;

namespace {
/// The pages of citizens, without a server, as their owners get them after signing in.
struct OwnPages : tests::Desk {
    Texts texts{GISHE_LOCALE};
    Pages pages{GISHE_TEMPLATES, texts};
    Site site{portal.context, texts, pages, {}, "/static"};
    Router router;

    OwnPages()
    {
        add_account_routes(router, site);
        add_payment_routes(router, site);
        add_counter_pass_routes(router, site);
    }

    std::string open(const std::string& username, const std::string& path, const std::string& language)
    {
        const auto in =
            portal::domain::log_in(portal.context, {username, tests::TestPortal::kPassword, "192.0.2.1", ""});
        Request request;
        request.method = "GET";
        request.path = path;
        request.headers.emplace("Cookie", "__Host-session=" + std::get<portal::domain::LoggedIn>(in).token +
                                              "; __Host-language=" + language);
        const auto page = (*router.match(request.method, request.path).handler)(request).body;
        static const std::regex kNoBreakSpace{"\u00a0"};
        return std::regex_replace(page, kNoBreakSpace, " ");
    }
};

/// A page that sends its reader to the counter although the visit was made.
bool asks_to_come(const std::string& page)
{
    for (const auto* words : {"Come to the counter once", "Come to the counter with your ID card", "Opens at once",
                              "Елате веднъж на гише", "Елате на гише с личната си карта", "Отваря се веднага"})
        if (page.find(words) != std::string::npos) return true;
    return false;
}
} // namespace

TEST_CASE_FIXTURE(OwnPages, "before a visit, account and payments say that one is needed")
{
    for (const auto* language : {"en", "bg"})
        for (const auto* path : {"/account", "/payments"})
            CHECK(asks_to_come(open("viki", path, language)));
}

TEST_CASE_FIXTURE(OwnPages, "a citizen whose visit waits for a supervisor is told so and is not asked to come again")
{
    portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki"));
    kiosk.tell(good_verification("viki2"));
    for (const auto* path : {"/account", "/payments", "/account/pass"}) {
        CAPTURE(path);
        const auto english = open("viki2", path, "en");
        CHECK(
            english.find("Your visit to the counter on 18.11.2026 at 14:00 is recorded. The municipality checks it and "
                         "writes to you. You need not come again before that.") != std::string::npos);
        CHECK_FALSE(asks_to_come(english));
        const auto bulgarian = open("viki2", path, "bg");
        CHECK(bulgarian.find("Посещението Ви на гише на 18.11.2026 в 14:00") != std::string::npos);
        CHECK_FALSE(asks_to_come(bulgarian));
    }
}

TEST_CASE_FIXTURE(OwnPages, "a citizen who is verified and came again hears of the check, and what was open stays")
{
    kiosk.tell(good_verification("viki"));
    portal.clock.forward(1h);
    auto wrong = good_verification("viki");
    wrong.face_compared = false;
    kiosk.tell(wrong);
    const auto page = open("viki", "/account", "en");
    CHECK(page.find("Your visit to the counter on 18.11.2026 at 15:00 is recorded.") != std::string::npos);
    CHECK(page.find("Your identity is verified") != std::string::npos);
    CHECK(page.find("You see your obligations.") != std::string::npos);
    CHECK(open("viki", "/payments", "en").find("being checked") == std::string::npos);
}
