#include <doctest/doctest.h>

#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::good_verification;
using tests::says;

namespace {
/// The pages of citizens as their owners get them after signing in.
struct OwnPages : tests::CitizenSite {
    Response open(const std::string& username, const std::string& path, const std::string& in_language)
    {
        language = in_language;
        sign_in(username);
        return get(path);
    }
};

/// A page that sends its reader to the counter although the visit was made.
bool asks_to_come(const Response& page)
{
    for (const auto* words : {"Come to the counter once", "Come to the counter with your ID card", "Opens at once",
                              "Елате веднъж на гише", "Елате на гише с личната си карта", "Отваря се веднага"})
        if (says(page, words)) return true;
    return false;
}
} // namespace

TEST_CASE_FIXTURE(OwnPages, "before a visit, account and payments say that one is needed")
{
    for (const auto* words_in : {"en", "bg"})
        for (const auto* path : {"/account", "/payments"})
            CHECK(asks_to_come(open("viki", path, words_in)));
}

TEST_CASE_FIXTURE(OwnPages, "a citizen whose visit waits for a supervisor is told so and is not asked to come again")
{
    portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki"));
    kiosk.tell(good_verification("viki2"));
    for (const auto* path : {"/account", "/payments", "/account/pass"}) {
        CAPTURE(path);
        const auto english = open("viki2", path, "en");
        CHECK(says(english,
                   "Your visit to the counter on 18.11.2026 at 14:00 is recorded. The municipality checks it and "
                   "writes to you. You need not come again before that."));
        CHECK_FALSE(asks_to_come(english));
        const auto bulgarian = open("viki2", path, "bg");
        CHECK(says(bulgarian, "Посещението Ви на гише на 18.11.2026 в 14:00"));
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
    CHECK(says(page, "Your visit to the counter on 18.11.2026 at 15:00 is recorded."));
    CHECK(says(page, "Your identity is verified"));
    CHECK(says(page, "You see your obligations."));
    CHECK_FALSE(says(open("viki", "/payments", "en"), "being checked"));
}
