#include "portal/http/alarm.hpp"

#include <doctest/doctest.h>

#include "portal/domain/security_mail.hpp"
#include "portal/http/mail_pages.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::CitizenSite;
using tests::says;

namespace {
struct AlarmPages : CitizenSite {
    portal::domain::Mail letter;

    AlarmPages()
    {
        const auto transaction = portal.database->begin();
        portal::domain::queue_security_mail(*transaction, portal.context, portal::domain::MailKind::identity_renewed,
                                            transaction->accounts().find(viki).value(),
                                            {{"desk", "Гише 12"}, {"place", "тук"}});
        transaction->commit();
        letter = portal.take_mail().at(0);
    }
    std::string token() { return letter.arguments.at("alarm"); }
};
} // namespace

TEST_CASE_FIXTURE(AlarmPages, "a letter holds the link as a paragraph of its own, in text and in HTML")
{
    const MailPages words{pages, texts, {}, "https://portal.example.bg"};
    for (const auto written : {Language::bulgarian, Language::english}) {
        letter.language = written;
        const auto text = words.write(letter);
        const auto link = "https://portal.example.bg/alarm?token=" + token();
        CHECK(text.text.find("\n\n" + link + "\n\n") != std::string::npos);
        CHECK(text.html.find("href=\"" + link + "\"") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(AlarmPages, "the page behind the link names the account and tells no other site its address")
{
    const auto page = get("/alarm", {{"token", token()}});
    CHECK(page.status == 200);
    CHECK(says(page, "viki"));
    CHECK(says(page, "It was not me: stop e-payment"));
    CHECK(page.headers.find("Referrer-Policy")->second == "no-referrer");
    CHECK_FALSE(portal.account(viki).pause);
}

TEST_CASE_FIXTURE(AlarmPages, "the button stops payments once and leads to what to do next")
{
    CHECK(post("/alarm", {{"token", token()}}).headers.find("Location")->second == "/alarm/done");
    CHECK(portal.account(viki).pause);
    CHECK(says(get("/alarm/done"), "Set a new password"));
    const auto again = post("/alarm", {{"token", token()}});
    CHECK(again.status == 410);
    CHECK(says(again, "You pressed the button of this link already"));
}

TEST_CASE_FIXTURE(AlarmPages, "who is signed in stops e-payment without a letter")
{
    sign_in();
    CHECK(says(get("/account/stop"), "It was not me: stop e-payment"));
    const auto stopped = post("/account/stop");
    CHECK(stopped.headers.find("Location")->second == "/alarm/done");
    CHECK(portal.account(viki).pause->reason == portal::domain::PauseReason::alarm);
    CHECK(get("/account").status == 303); // everybody is signed out
    const auto mail = portal.take_mail();
    REQUIRE(mail.size() == 1);
    CHECK(mail[0].kind == portal::domain::MailKind::alarm_raised);
    CHECK(mail[0].arguments.contains("inside"));
}

TEST_CASE_FIXTURE(AlarmPages, "who could not come in again by a letter changes the password instead")
{
    const auto newcomer = portal.newcomer("newcomer");
    sign_in("newcomer");
    CHECK(says(get("/account/stop"), "change the password, and tell us"));
    CHECK(post("/account/stop").headers.find("Location")->second == "/account/stop");
    CHECK_FALSE(portal.account(newcomer).pause);
    CHECK(get("/account").status == 200);
}

TEST_CASE_FIXTURE(AlarmPages, "a link that is not complete or too old says what to do")
{
    CHECK(says(get("/alarm", {{"token", "half"}}), "The link is not complete"));
    portal.clock.forward(31 * 24h);
    const auto page = get("/alarm", {{"token", token()}});
    CHECK(page.status == 410);
    CHECK(says(page, "The link was good for 30 days"));
}
