#include <doctest/doctest.h>

#include "portal/domain/lookups.hpp"
#include "portal/domain/new_address.hpp"
#include "portal/http/activity_words.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::CitizenSite;
using tests::good_verification;
using tests::says;

namespace {
struct OwnActivity : CitizenSite {
    void look_up()
    {
        portal::contract::LookUpRequest request;
        request.username = "viki";
        portal::domain::look_up(portal.context, kiosk.kiosk, clerk, request);
    }
    void pause(portal::domain::PauseReason reason) { portal.pause(viki, reason); }
};
} // namespace

TEST_CASE_FIXTURE(OwnActivity, "an owner reads in plain words who looked at the account and from which desk")
{
    look_up();
    portal.clock.forward(1min);
    portal::domain::log_in(portal.context, {"viki", "друга дълга парола", "198.51.100.7", ""});
    sign_in();
    const auto page = get("/account/activity");
    CHECK(says(page, "The account was looked up by its username"));
    CHECK(says(page, "Clerk at Гише 12, ул. „Московска“ 33"));
    CHECK(says(page, "18.11.2026 14:00"));
    CHECK(says(page, "A sign-in with a wrong password, network 198.51.*.*"));
    CHECK(says(page, "Not known who"));
    CHECK(says(page, "A sign-in, network 192.0.*.*"));
    CHECK_FALSE(says(page, "198.51.100.7"));
    CHECK_FALSE(says(page, "stoilova"));
    language = "bg";
    CHECK(says(get("/account/activity"), "Служител, Гише 12, ул. „Московска“ 33"));
}

TEST_CASE_FIXTURE(OwnActivity, "an owner reads where the verification stands")
{
    sign_in();
    CHECK(says(get("/account/activity"), "not verified yet"));
    kiosk.tell(good_verification("viki"));
    const auto verified = get("/account/activity");
    for (const auto* words :
         {"verified on 18.11.2026", "Гише 12, ул. „Московска“ 33", "ID card, chip read", "28.02.2033"})
        CHECK(says(verified, words));
    CHECK_FALSE(says(verified, "paused since"));
}

TEST_CASE_FIXTURE(OwnActivity, "an owner reads that a visit is being checked, and why the account is paused")
{
    portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki2"));
    kiosk.tell(good_verification("viki"));
    pause(portal::domain::PauseReason::reset_by_mail);
    sign_in();
    const auto page = get("/account/activity");
    CHECK(says(page, "your visit on 18.11.2026 is being checked"));
    CHECK(says(page, "paused since 18.11.2026: the password was set anew by a letter"));
    CHECK(says(page, "The account was paused: the password was set anew by a letter"));
    pause(portal::domain::PauseReason::alarm);
    CHECK(says(get("/account/activity"), "somebody told us that an act was not yours"));
}

TEST_CASE_FIXTURE(OwnActivity, "a refusal at the counter is told with its reason")
{
    portal::contract::RefusalContent refusal;
    refusal.username = "viki";
    refusal.reason = "document_damaged";
    kiosk.tell(refusal);
    sign_in();
    CHECK(says(get("/account/activity"), "Your identity was not verified: The document is damaged and cannot be read"));
}

TEST_CASE_FIXTURE(OwnActivity, "a long list has a way to the older acts and back")
{
    for (int i = 0; i < 26; ++i)
        look_up();
    sign_in();
    CHECK(says(get("/account/activity"), "href=\"?page=2\" rel=\"next\""));
    const auto older = get("/account/activity?page=2");
    CHECK(says(older, "Rows 26 to 28 of 28"));
    CHECK(says(older, "href=\"?page=1\" rel=\"prev\""));
    CHECK_FALSE(says(older, "rel=\"next\""));
}

TEST_CASE_FIXTURE(OwnActivity, "an owner reads which letters went out, and what became of them")
{
    sign_in();
    CHECK(says(get("/account/messages"), "In this time we sent you nothing."));
    kiosk.tell(good_verification("viki"));
    const auto waiting = get("/account/messages");
    CHECK(says(waiting, "Your identity is verified"));
    CHECK(says(waiting, "is on its way"));
    portal.take_mail();
    CHECK(says(get("/account/messages"), "sent on 18.11.2026 14:00"));
}

TEST_CASE("of an address so much is shown that its owner knows the own network")
{
    CHECK(hidden_network("192.0.2.1") == "192.0.*.*");
    CHECK(hidden_network("2001:db8:1:2::1") == "2001:db8:*");
    for (const auto* none : {"", "localhost", "1.2"})
        CHECK(hidden_network(none).empty());
}

TEST_CASE_FIXTURE(OwnActivity,
                  "what a link from a letter did is told as that, with its network, and not as the owner's act")
{
    portal::domain::ask_new_address(portal.context, portal.account(viki),
                                    {"new@example.com", tests::TestPortal::kPassword, "192.0.2.1"});
    for (const auto& mail : portal.take_mail())
        if (mail.kind == portal::domain::MailKind::new_address)
            portal::domain::confirm_new_address(portal.context, mail.arguments.at("token"), "198.51.100.7");
    sign_in();
    const auto page = get("/account/activity");
    CHECK(says(page, "The e-mail address was changed, network 198.51.*.*"));
    CHECK(says(page, "By a link from a letter"));
}
