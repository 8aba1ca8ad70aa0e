#include "portal/http/notices.hpp"

#include <doctest/doctest.h>

#include "portal/domain/notices.hpp"
#include "portal/http/profile.hpp"
#include "tests/portal/http/citizen_browser.hpp"

using namespace portal::http;
using portal::domain::NoticeChoice;
using tests::says;
using tests::target_of;

namespace {
struct NoticePages : tests::CitizenBrowser {
    NoticePages() { sign_in(); }
    NoticeChoice choice() { return portal::domain::notices_of(portal.context, viki); }
};
} // namespace

TEST_CASE_FIXTURE(NoticePages, "a citizen chooses reminders, and text messages once the telephone is confirmed")
{
    CHECK(says(get("/account/notices"), "name=\"reminders_by_mail\" value=\"yes\" checked"));
    CHECK_FALSE(says(get("/account/notices"), "visits_by_text"));
    CHECK(target_of(post("/account/notices", {{"visits_by_text", "yes"}})) == "/account/profile?saved=yes");
    CHECK(choice() == NoticeChoice{false, false, false});
    portal.confirm_phone(viki);
    CHECK(says(get("/account/notices"), "visits_by_text"));
    post("/account/notices", {{"reminders_by_mail", "yes"}, {"reminders_by_text", "yes"}, {"visits_by_text", "yes"}});
    CHECK(choice() == NoticeChoice{true, true, true});
    CHECK(says(get("/account/profile"), "letters and text messages"));
}

TEST_CASE_FIXTURE(NoticePages, "the language chosen is that of letters and pages, also in a browser that chose none")
{
    CHECK(target_of(post("/account/language", {{"language", "en"}})) == "/account/profile?saved=yes");
    CHECK(portal.account(viki).language == Language::english);
    CHECK(language == "en");
    language.clear();
    CHECK(says(get("/account/language"), "<html lang=\"en\">"));
    language = "bg";
    CHECK(says(get("/account/language"), "<html lang=\"bg\">"));
}
