#include "portal/http/new_address.hpp"

#include <doctest/doctest.h>

#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using portal::domain::MailKind;
using tests::says;
using tests::target_of;
using tests::TestPortal;

namespace {
struct AddressPages : tests::CitizenSite {
    AddressPages() { sign_in(); }
    Response ask(const std::string& email, const std::string& password = TestPortal::kPassword)
    {
        return post("/account/email", {{"email", email}, {"password", password}});
    }
    std::string token(MailKind kind)
    {
        for (const auto& mail : portal.take_mail())
            if (mail.kind == kind) return mail.arguments.at("token");
        return {};
    }
};
} // namespace

TEST_CASE_FIXTURE(AddressPages, "a citizen asks for another address and sees where the letter went")
{
    CHECK(target_of(ask("new@example.org")) == "/account/email/sent");
    CHECK(says(get("/account/email/sent"), "new@example.org"));
    CHECK(says(get("/account/email"), "new@example.org waits for its confirmation"));
    CHECK(target_of(post("/account/email/withdraw")) == "/account/email");
    CHECK_FALSE(says(get("/account/email"), "new@example.org"));
    CHECK(target_of(get("/account/email/sent")) == "/account/email");
}

TEST_CASE_FIXTURE(AddressPages, "who never confirmed the address is led to correct it, and reads where the letter went")
{
    portal.newcomer("newcomer");
    sign_in("newcomer");
    CHECK(says(get("/account"), "href=\"/account/email\">Correct the address"));
    const auto page = get("/account/email");
    CHECK(says(page, "This address is not confirmed yet"));
    CHECK_FALSE(says(page, "We tell the address until now"));
    const auto wrong = ask("right@example.org", "друга дълга парола");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "value=\"right@example.org\""));
    CHECK(target_of(ask("right@example.org")) == "/account/link-sent");
    CHECK(says(get("/account/link-sent"), "right@example.org"));
    CHECK_FALSE(says(get("/account/email"), "newcomer@example.com"));
}

TEST_CASE_FIXTURE(AddressPages, "what was wrong is said beside its field, and the address typed stays")
{
    const auto wrong = ask("new@");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "value=\"new@\""));
    CHECK(says(ask("viki@example.com"), "Enter another one."));
    const auto password = ask("new@example.org", "друга дълга парола");
    CHECK(says(password, "href=\"#password\""));
    CHECK_FALSE(says(password, "друга дълга парола"));
}

TEST_CASE_FIXTURE(AddressPages, "the page behind the link shows a button, which changes the address")
{
    ask("new@example.org");
    const auto link = token(MailKind::new_address);
    session.clear(); // opened in another browser
    const auto page = get("/new-address", {{"token", link}});
    CHECK(says(page, "n***w@example.org"));
    CHECK(page.headers.find("Referrer-Policy")->second == "no-referrer");
    CHECK(portal.account(viki).email == "viki@example.com");
    CHECK(target_of(post("/new-address", {{"token", link}})) == "/new-address/done");
    CHECK(portal.account(viki).email == "new@example.org");
    CHECK(says(get("/new-address/done"), "Your e-mail address has changed"));
    CHECK(get("/new-address", {{"token", link}}).status == 410);
    CHECK(post("/new-address", {{"token", "x"}}).status == 410);
}

TEST_CASE_FIXTURE(AddressPages, "the page behind the other link stops the change, or brings the old address back")
{
    ask("new@example.org");
    const auto in_time = token(MailKind::address_changing);
    const auto page = get("/stop-new-address", {{"token", in_time}});
    CHECK(says(page, "v***i@example.com"));
    CHECK(says(page, "The button stops the change"));
    CHECK_FALSE(says(page, "E-payment opens again only"));
    CHECK(target_of(post("/stop-new-address", {{"token", in_time}})) == "/stop-new-address/done");
    CHECK(says(get("/stop-new-address/done"), "Your e-mail address stays"));

    ask("new@example.org");
    post("/new-address", {{"token", token(MailKind::new_address)}});
    const auto late = token(MailKind::address_changed);
    CHECK(says(get("/stop-new-address", {{"token", late}}), "E-payment opens again only"));
    CHECK(target_of(post("/stop-new-address", {{"token", late}})) == "/stop-new-address/restored");
    const auto restored = get("/stop-new-address/restored");
    CHECK(says(restored, "Your e-mail address is back"));
    CHECK(says(restored, "E-payment is stopped"));
    CHECK(target_of(get("/account")) == "/login?to=/account");
    portal.set_password_by_mail("viki@example.com", tests::TestPortal::kPassword);
    sign_in();
    CHECK(says(get("/account/email"), "Closed while your account is paused"));
}
