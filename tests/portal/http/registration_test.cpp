#include "tests/portal/http/registering.hpp"

#include <doctest/doctest.h>

#include "portal/http/security_headers.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::Registering;
using tests::TestPortal;

TEST_CASE_FIXTURE(Registering, "six pages lead to an account, and nothing is kept before the last button")
{
    fill_in();
    REQUIRE(asks("Check your answers"));
    CHECK(shows("О&apos;Конър"));
    CHECK_FALSE(portal.database->begin()->accounts().username_taken("viki"));
    CHECK(letters() == 0);
    answer({});
    CHECK(asks("Open your mailbox"));
    CHECK(shows("viki@example.com"));
    CHECK(letters() == 1);
    CHECK(std::holds_alternative<portal::domain::LoggedIn>(
        portal::domain::log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""})));
}

TEST_CASE_FIXTURE(Registering, "no page shows the password, nor the answers in clear but in their fields")
{
    fill_in();
    CHECK_FALSE(shows(TestPortal::kPassword));
    CHECK_FALSE(shows("argon2id"));
    answer({{"show", "password"}});
    CHECK(asks("Choose a password"));
    answer({{"password", "кратка"}});
    CHECK(shows("at least 12 characters"));
    CHECK_FALSE(shows("кратка"));
    CHECK_FALSE(shows("Виктория"));
}

TEST_CASE_FIXTURE(Registering, "a browser may show these pages again by itself, and others must not keep them")
{
    fill_in();
    CHECK(last.status == 200);
    CHECK(last.headers.find("Cache-Control")->second == "private, no-cache");
    CHECK(last.headers.find("Set-Cookie") == last.headers.end());
}

TEST_CASE_FIXTURE(Registering, "an address that is known gets the same pages as one that nobody has")
{
    portal.context.rules.accounts_per_email = 1;
    portal.citizen("known"); // known@example.com
    std::vector<std::string> first;
    std::vector<std::string> sent;
    for (const std::string name : {"known", "other"}) {
        const auto masked = [&] {
            static const std::regex kSealed{"name=\"(form|csrf)\" value=\"[^\"]*\"|nonce=\"[^\"]*\""};
            return std::regex_replace(std::regex_replace(last.body, kSealed, ""), std::regex{name + "@"}, "…@");
        };
        ask("GET", "/registration");
        portal.clock.forward(2s);
        const auto form = hidden("form");
        ask("POST", "/registration/steps", {{"form", form}, {"step", "email"}, {"email", name + "@example.com"}});
        first.push_back(masked());
        ask("POST", "/registration/steps",
            {{"form", form}, {"step", "email"}, {"email", name + "@example.com"}, {"altcha", proof()}});
        answer({{"given", "Виктория"}, {"family", "Константинова"}});
        answer({{"phone", ""}});
        answer({{"username", name + ".2"}});
        answer({{"password", TestPortal::kPassword}});
        answer({});
        sent.push_back(masked());
        CHECK(letters() == 2);
    }
    CHECK(first[0] == first[1]);
    CHECK(sent[0] == sent[1]);
    CHECK(sent[0].find("Open your mailbox") != std::string::npos);
}

TEST_CASE_FIXTURE(Registering, "no step is reached by who skips those before it")
{
    ask("GET", "/registration");
    const auto empty = hidden("form");
    for (const std::string step : {"names", "phone", "username", "password", "check"}) {
        CAPTURE(step);
        ask("POST", "/registration/steps", {{"form", empty}, {"step", step}, {"given", "А"}, {"family", "Б"}});
        CHECK(asks("Your e-mail address"));
        ask("POST", "/registration/steps", {{"form", empty}, {"show", step}});
        CHECK(asks("Your e-mail address"));
    }
    begin();
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"step", "check"}});
    CHECK(asks("Your names as on your ID card"));
    ask("POST", "/registration/steps",
        {{"form", hidden("form")}, {"step", "password"}, {"password", TestPortal::kPassword}});
    CHECK(asks("Your names as on your ID card"));
}

TEST_CASE_FIXTURE(
    Registering,
    "a changed answer leads back to the check, changed names or another username ask for the password again")
{
    fill_in();
    answer({{"show", "phone"}});
    answer({{"phone", "0888 765 432"}});
    CHECK(asks("Check your answers"));
    answer({{"show", "names"}});
    CHECK(shows("О&apos;Конър"));
    answer({{"given", "Виктория"}, {"family", "Константинова"}});
    CHECK(asks("Choose a password"));
    answer({{"password", TestPortal::kPassword}});
    CHECK(asks("Check your answers"));
    answer({{"show", "username"}});
    answer({{"username", "viki"}});
    CHECK(asks("Check your answers"));
    answer({{"show", "username"}});
    answer({{"username", "viki.k"}});
    CHECK(asks("Choose a password"));
}

TEST_CASE_FIXTURE(Registering, "another language on the way keeps the answers and stays chosen")
{
    fill_in_to_username();
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"show", "names"}, {"language", "bg"}});
    CHECK(asks("Имената Ви по лична карта"));
    CHECK(shows("Виктория"));
    CHECK(last.headers.find("Set-Cookie")->second.starts_with("__Host-language=bg;"));
}

TEST_CASE_FIXTURE(Registering, "answers that waited for hours are gone, and the page says so")
{
    fill_in();
    portal.clock.forward(4h);
    CHECK(answer({}).status == 410);
    CHECK(asks("The registration has waited too long"));
    CHECK_FALSE(portal.database->begin()->accounts().username_taken("viki"));
}

TEST_CASE_FIXTURE(Registering, "a form that is not ours begins anew")
{
    CHECK(ask("POST", "/registration/steps", {{"form", "changed"}, {"step", "check"}}).status == 303);
    CHECK(last.headers.find("Location")->second == "/registration");
    CHECK(ask("GET", "/registration/steps").headers.find("Location")->second == "/registration");
}

TEST_CASE_FIXTURE(Registering, "the last button pressed twice shows the same page and makes one account")
{
    fill_in();
    const auto check = last;
    answer({});
    last = check;
    answer({});
    CHECK(asks("Open your mailbox"));
    CHECK(letters() == 1);
    last = check;
    answer({{"show", "username"}});
    answer({{"username", "viki.2"}});
    answer({{"password", TestPortal::kPassword}});
    answer({});
    CHECK(asks("This registration is finished already"));
}

TEST_CASE_FIXTURE(Registering, "the page that moves a new account to another address is kept by no browser")
{
    fill_in();
    answer({});
    REQUIRE_FALSE(hidden("form").empty());
    auto sent = last;
    add_security_headers(sent);
    CHECK(sent.headers.find("Cache-Control")->second == "no-store");
}

TEST_CASE_FIXTURE(Registering, "the letter goes to a corrected address without signing in")
{
    fill_in();
    answer({});
    const auto form = hidden("form");
    ask("POST", "/registration/address", {{"form", form}, {"email", "viki"}});
    CHECK(shows("Enter an e-mail address in Latin letters, such as"));
    ask("POST", "/registration/address", {{"form", hidden("form")}, {"email", "right@example.com"}});
    CHECK(shows("right@example.com"));
    CHECK(portal.take_mail().back().recipient == "right@example.com");
    CHECK(ask("POST", "/registration/address", {{"form", "changed"}, {"email", "thief@example.com"}}).status == 303);
    portal.clock.forward(1h);
    CHECK(ask("POST", "/registration/address", {{"form", form}, {"email", "late@example.com"}}).status == 303);
    CHECK(letters() == 0);
}
