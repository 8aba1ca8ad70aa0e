#include "portal/http/names.hpp"

#include <doctest/doctest.h>

#include "portal/http/number_change.hpp"
#include "portal/http/personal_number.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using tests::says;
using tests::target_of;
using tests::TestPortal;

namespace {
struct PersonPages : tests::CitizenSite {
    PersonPages() { sign_in(); }
    void verify() { kiosk.tell(tests::good_verification("viki")); }
    Response change_names(const std::string& family)
    {
        return post("/account/names", {{"given", "Виктория"}, {"fathers", "Любомирова"}, {"family", family}});
    }
};
} // namespace

TEST_CASE_FIXTURE(PersonPages,
                  "names of an unverified account change at once, and wrong ones are said beside their field")
{
    const auto wrong = change_names("Петрова1");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "href=\"#family\""));
    CHECK(says(wrong, "value=\"Петрова1\""));
    CHECK(target_of(change_names("Петрова")) == "/account/profile?saved=yes");
    CHECK(portal.account(viki).names.family == "Петрова");
}

TEST_CASE_FIXTURE(PersonPages, "verified names stay, and the page shows those that wait and takes them back")
{
    verify();
    CHECK(target_of(change_names("Петрова")) == "/account/names");
    const auto page = get("/account/names");
    CHECK(says(page, "Виктория Любомирова Константинова"));
    CHECK(says(page, "Виктория Любомирова Петрова: waits for the counter"));
    const auto profile = get("/account/profile");
    CHECK(says(profile, "<dt>Names</dt><dd class=\"anywhere\">Виктория Любомирова Константинова</dd>"));
    CHECK(says(profile, "<dt>Names to be confirmed at the counter</dt><dd class=\"anywhere\">"
                        "Виктория Любомирова Петрова</dd>"));
    CHECK(target_of(post("/account/names/take-back")) == "/account/names");
    CHECK_FALSE(says(get("/account/names"), "Петрова"));
    CHECK_FALSE(says(get("/account/profile"), "Names to be confirmed"));
}

TEST_CASE_FIXTURE(PersonPages, "another number than the verified one is asked about once more, with what it does")
{
    verify();
    const auto page = post("/account/number", {{"kind", "egn"}, {"number", tests::kIvansNumber}});
    CHECK(says(page, "Your identity is then no longer verified"));
    CHECK(verified(viki));
    const auto sent = [&](const std::string& password) {
        return post("/account/number/change",
                    {{"kind", "egn"}, {"number", tests::kIvansNumber}, {"password", password}});
    };
    const auto wrong = sent("друга дълга парола");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, tests::kIvansNumber));
    CHECK(verified(viki));
    CHECK(target_of(sent(TestPortal::kPassword)) == "/account");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(PersonPages, "removing the verified number is asked about likewise")
{
    verify();
    const auto page = post("/account/number/remove");
    CHECK(says(page, "Remove the verified number?"));
    CHECK(verified(viki));
    CHECK(target_of(post("/account/number/change", {{"kind", "none"}, {"password", TestPortal::kPassword}})) ==
          "/account");
    CHECK(portal.account(viki).number_masked.empty());
}

TEST_CASE_FIXTURE(PersonPages, "an unverified number changes and goes without a question")
{
    CHECK(target_of(post("/account/number", {{"kind", "egn"}, {"number", tests::kIvansNumber}})) == "/account");
    CHECK(target_of(post("/account/number/remove")) == "/account");
    CHECK(portal.account(viki).number_masked.empty());
}

TEST_CASE_FIXTURE(PersonPages, "a paused account removes a wrong unverified number, and takes a pass for the counter")
{
    portal.pause(viki, portal::domain::PauseReason::reset_by_mail);
    const auto page = get("/account/number");
    CHECK(says(page, "Closed while your account is paused"));
    CHECK(says(page, "the clerk takes the number from your document"));
    CHECK_FALSE(says(page, "name=\"number\""));
    CHECK(target_of(post("/account/number/remove")) == "/account");
    CHECK(portal.account(viki).number_masked.empty());
    post("/account/pass");
    CHECK(portal.account(viki).has_pass);
}
