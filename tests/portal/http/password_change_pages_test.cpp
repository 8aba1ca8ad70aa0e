#include "portal/http/password_change.hpp"

#include <doctest/doctest.h>

#include "portal/http/mail_pages.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using tests::CitizenSite;
using tests::says;
using tests::TestPortal;

namespace {
struct PasswordPages : CitizenSite {
    PasswordPages() { sign_in(); }
    Response change(const std::string& current, const std::string& fresh)
    {
        return post("/account/password", {{"current", current}, {"password", fresh}});
    }
};
} // namespace

TEST_CASE_FIXTURE(PasswordPages, "a new password is set with the present one, and a letter says so")
{
    CHECK(says(get("/account/password"), "Present password"));
    const auto done = change(TestPortal::kPassword, "съвсем друга дълга парола");
    CHECK(done.headers.find("Location")->second == "/account/password/done");
    CHECK(says(get("/account/password/done"), "Your password is changed"));
    const MailPages words{pages, texts, {}, "https://portal.example.bg"};
    CHECK(words.write(portal.take_mail().at(0)).subject == "Паролата Ви беше сменена");
}

TEST_CASE_FIXTURE(PasswordPages, "what is wrong stands beside its field, and no password comes back")
{
    const auto wrong = change("грешна дълга парола", "съвсем друга дълга парола");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "<a href=\"#current\">This is not your present password."));
    CHECK_FALSE(says(wrong, "парола"));
    CHECK(says(change(TestPortal::kPassword, TestPortal::kPassword), "This is the password that you have now."));
    CHECK(says(change(TestPortal::kPassword, "къса"), "<a href=\"#password\">The password must have at least 12"));
}

TEST_CASE_FIXTURE(PasswordPages, "who is not signed in signs in first and comes back")
{
    session.clear();
    CHECK(get("/account/password").headers.find("Location")->second == "/login?to=/account/password");
}
