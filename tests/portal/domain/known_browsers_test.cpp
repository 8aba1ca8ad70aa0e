#include "portal/domain/known_browsers.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "portal/domain/alarm.hpp"
#include "portal/domain/housekeeping.hpp"
#include "portal/domain/password_change.hpp"
#include "portal/domain/recovery.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
constexpr auto kHome = "192.0.2.1";
constexpr auto kAnother = "съвсем друга дълга парола";
constexpr auto kWrong = "грешна дълга парола";

/// Viki has signed in at home, with the browser that the cookie is in.
struct AtHome {
    TestPortal portal;
    AccountId viki{portal.citizen("viki")};
    std::string cookie{std::get<LoggedIn>(enter(TestPortal::kPassword)).browser};

    LogInAnswer enter(const std::string& password, const std::string& browser = "", const std::string& network = kHome,
                      bool shared = false)
    {
        return log_in(portal.context, {"viki", password, network, "", browser, shared});
    }
    bool enters(const std::string& browser, const std::string& network = kHome)
    {
        return std::holds_alternative<LoggedIn>(enter(TestPortal::kPassword, browser, network));
    }
    /// With the cookie, which is another one afterwards.
    bool comes_home(const std::string& network = kHome)
    {
        const auto answer = enter(TestPortal::kPassword, cookie, network);
        const auto* in = std::get_if<LoggedIn>(&answer);
        if (in) cookie = in->browser;
        return in != nullptr;
    }
    bool known(const std::string& token)
    {
        return portal.database->read()->known_browsers().known(viki, hash_of_token(token));
    }
    /// From so many networks that no limit of one stops them.
    void guess_elsewhere(int times)
    {
        for (int i = 0; i < times; ++i)
            REQUIRE(
                std::holds_alternative<WrongCredentials>(enter(kWrong, "", "198.51.100." + std::to_string(i % 50))));
    }
    std::string token_of_letter(MailKind kind, const std::string& name = "token")
    {
        const auto mails = portal.take_mail();
        const auto found = std::ranges::find(mails, kind, &Mail::kind);
        return found == mails.end() ? "" : found->arguments.at(name);
    }
};
} // namespace

TEST_CASE_FIXTURE(AtHome, "of the browsers of an account the twenty used last stay known")
{
    for (unsigned more = 0; more < kKnownBrowsers; ++more) {
        portal.clock.forward(1s);
        if (more == 1) REQUIRE(comes_home()); // used again: another goes in its place
        if (more != 1) REQUIRE(enters(""));
    }
    CHECK(known(cookie));
    portal.clock.forward(1s);
    const auto newest = std::get<LoggedIn>(enter(TestPortal::kPassword)).browser;
    CHECK(known(newest));
    CHECK(known(cookie));
    portal.clock.forward(1s);
    REQUIRE(enters(""));
    CHECK_FALSE(known(cookie));
    CHECK(known(newest));
}

TEST_CASE_FIXTURE(AtHome, "the right password over and over ends soon in known browsers, too, whatever their tokens")
{
    const auto most = portal.context.rules.checks_per_account_and_network;
    for (unsigned i = 0; i < most; ++i)
        REQUIRE(comes_home("2001:db8:1:" + std::to_string(i) + "::1"));
    CHECK(std::holds_alternative<TooMany>(enter(TestPortal::kPassword, cookie, "2001:db8:1:ffff::1")));
    CHECK(comes_home("2001:db8:2::1"));
    portal.clock.forward(portal.context.rules.throttle_window);
    CHECK(comes_home("2001:db8:1:ffff::1"));
}

TEST_CASE_FIXTURE(AtHome, "a hundred wrong passwords from elsewhere stop nobody at home")
{
    guess_elsewhere(100);
    CHECK(comes_home());
    CHECK(comes_home("203.0.113.9")); // the telephone on its way
}

TEST_CASE_FIXTURE(AtHome,
                  "after a hundred wrong passwords in a row the right one gets nobody in from a browser not known")
{
    guess_elsewhere(99);
    CHECK(enters(""));
    guess_elsewhere(100);
    CHECK(std::holds_alternative<WrongCredentials>(enter(TestPortal::kPassword)));
    CHECK(std::holds_alternative<WrongCredentials>(enter(TestPortal::kPassword, make_token())));
    CHECK(enters(cookie));
    CHECK(std::holds_alternative<WrongCredentials>(enter(TestPortal::kPassword))); // nor after that
}

TEST_CASE_FIXTURE(AtHome, "the owner opens the account by the link in a letter, once")
{
    guess_elsewhere(100);
    const auto token = token_of_letter(MailKind::entrance_closed);
    CHECK(std::get<ClosedEntrance>(view_closed_entrance(portal.context, token)).username == "viki");
    CHECK_FALSE(enters(""));
    CHECK(std::holds_alternative<ClosedEntrance>(open_entrance(portal.context, token, "192.0.2.1")));
    CHECK(enters(""));
    CHECK(std::get<LinkRefusal>(open_entrance(portal.context, token, "192.0.2.1")) == LinkRefusal::used);
    CHECK(std::get<LinkRefusal>(open_entrance(portal.context, "invented", "192.0.2.1")) == LinkRefusal::unknown);
}

TEST_CASE_FIXTURE(AtHome, "a link that opens the account is good for 30 days")
{
    guess_elsewhere(100);
    const auto token = token_of_letter(MailKind::entrance_closed);
    portal.clock.forward(30 * 24h);
    CHECK(std::get<LinkRefusal>(open_entrance(portal.context, token, "192.0.2.1")) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(AtHome, "one letter tells that the account is closed, and the right password asks for few more")
{
    guess_elsewhere(120);
    CHECK(portal.take_mail().size() == 1);
    for (int i = 0; i < 5; ++i)
        CHECK_FALSE(enters("", "203.0.113." + std::to_string(i)));
    CHECK(portal.take_mail().size() == 2);
    const auto events = portal.database->read()->audit().of_account(viki, 200);
    CHECK(std::ranges::count(events, "entrance.closed", &AuditEvent::kind) == 1);
}

TEST_CASE_FIXTURE(AtHome, "a password set anew by mail opens the account, too")
{
    guess_elsewhere(100);
    portal.take_mail();
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, kHome});
    const auto lines = portal.take_mail().at(0).arguments.at("accounts");
    const auto link = lines.substr(5, lines.size() - 6);
    REQUIRE(
        std::holds_alternative<PasswordReset>(reset_password(portal.context, {link, TestPortal::kPassword, kHome})));
    CHECK(enters(""));
}

TEST_CASE_FIXTURE(AtHome, "an account whose address nobody confirmed stays open: no letter could open it")
{
    auto form = tests::good_form("novak");
    form.password = std::get<PasswordHash>(portal.passwords.hash(TestPortal::kPassword));
    register_account(portal.context, form);
    for (int i = 0; i < 150; ++i)
        log_in(portal.context, {"novak", kWrong, "198.51.100." + std::to_string(i % 50), ""});
    CHECK(std::holds_alternative<LoggedIn>(log_in(portal.context, {"novak", TestPortal::kPassword, kHome, ""})));
}

TEST_CASE_FIXTURE(AtHome, "a neighbour in the same network uses up nothing of a known browser's tries")
{
    for (unsigned i = 0; i < portal.context.rules.failures_per_account_and_network; ++i)
        enter(kWrong);
    CHECK(std::holds_alternative<TooMany>(enter(TestPortal::kPassword)));
    CHECK(enters(cookie));
}

TEST_CASE_FIXTURE(AtHome, "a network that guesses the passwords of others does not shut a known browser out")
{
    for (unsigned i = 0; i < portal.context.rules.failures_per_network; ++i) {
        const auto name = "person" + std::to_string(i / 10);
        if (i % 10 == 0) portal.citizen(name);
        log_in(portal.context, {name, kWrong, kHome, ""});
    }
    CHECK(std::holds_alternative<TooMany>(enter(TestPortal::kPassword)));
    CHECK(enters(cookie));
}

TEST_CASE_FIXTURE(AtHome, "a known browser has its own limit of wrong passwords")
{
    for (unsigned i = 0; i < portal.context.rules.failures_per_account_and_network; ++i)
        CHECK(std::holds_alternative<WrongCredentials>(enter(kWrong, cookie)));
    CHECK(std::holds_alternative<TooMany>(enter(TestPortal::kPassword, cookie)));
    CHECK(enters(""));
}

TEST_CASE_FIXTURE(AtHome, "a browser in which a hundred wrong passwords in a row were typed is known no more")
{
    for (int i = 0; i < 100; ++i) {
        if (i % 10 == 0) portal.clock.forward(20min);
        REQUIRE(std::holds_alternative<WrongCredentials>(enter(kWrong, cookie)));
    }
    CHECK_FALSE(known(cookie));
}

TEST_CASE_FIXTURE(AtHome, "on a shared computer no browser is remembered")
{
    const auto in = std::get<LoggedIn>(enter(TestPortal::kPassword, "", "198.51.100.7", true));
    CHECK(in.browser.empty());
    CHECK(cookie.size() == 43);
}

TEST_CASE_FIXTURE(AtHome, "one browser is known to the accounts of a family, by another cookie after each sign-in")
{
    portal.citizen("son");
    const auto son = [&](const std::string& browser) {
        return std::get<LoggedIn>(log_in(portal.context, {"son", TestPortal::kPassword, kHome, "", browser})).browser;
    };
    const auto fresh = son(cookie);
    CHECK(fresh.size() == 43);
    CHECK(known(fresh));
    CHECK_FALSE(known(cookie));
    cookie = fresh;
    CHECK(comes_home());
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(AtHome, "a browser takes no cookie from outside")
{
    const auto planted = make_token();
    const auto in = std::get<LoggedIn>(enter(TestPortal::kPassword, planted));
    CHECK(in.browser != planted);
    CHECK_FALSE(known(planted));
}

TEST_CASE_FIXTURE(AtHome, "the next sign-in after an alarm is told in a letter, since no browser is known")
{
    enter(TestPortal::kPassword, "", "198.51.100.7");
    raise_alarm(portal.context, token_of_letter(MailKind::new_browser, "alarm"), "192.0.2.1");
    portal.set_password_by_mail("viki@example.com", kAnother);
    enter(kAnother, "", "198.51.100.7");
    CHECK_FALSE(token_of_letter(MailKind::new_browser, "alarm").empty());
}

TEST_CASE("whoever always signs in at shared computers gets a letter of each sign-in but the first")
{
    TestPortal portal;
    portal.citizen("viki");
    for (const std::size_t letters : {0, 1, 1}) {
        log_in(portal.context, {"viki", TestPortal::kPassword, kHome, "", "", true});
        CHECK(portal.take_mail().size() == letters);
    }
}

TEST_CASE_FIXTURE(AtHome, "a password set anew by mail leaves no browser known, and the next sign-in is told")
{
    portal.set_password_by_mail("viki@example.com", kAnother);
    CHECK_FALSE(known(cookie));
    enter(kAnother, cookie);
    CHECK_FALSE(token_of_letter(MailKind::new_browser, "alarm").empty());
}

TEST_CASE_FIXTURE(AtHome, "a password change leaves the browser known in which it was done, and no other")
{
    const auto elsewhere = std::get<LoggedIn>(enter(TestPortal::kPassword)).browser;
    REQUIRE(std::holds_alternative<PasswordChanged>(
        change_password(portal.context, portal.account(viki), {TestPortal::kPassword, kAnother, "", kHome, cookie})));
    CHECK(known(cookie));
    CHECK_FALSE(known(elsewhere));
}

TEST_CASE_FIXTURE(AtHome, "a sign-in from a new browser is told in a letter, the first one and known ones are not")
{
    CHECK(portal.take_mail().empty());
    CHECK(comes_home());
    CHECK(portal.take_mail().empty());
    CHECK(enters("", "198.51.100.7"));
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::new_browser);
    CHECK(mail.arguments.at("network") == "198.51.100.7");
    REQUIRE(std::holds_alternative<AlarmView>(raise_alarm(portal.context, mail.arguments.at("alarm"), "192.0.2.1")));
    CHECK_FALSE(known(cookie));
}

TEST_CASE_FIXTURE(AtHome, "a browser that nobody used for 400 days is known no more")
{
    portal.clock.forward(400 * 24h + 1s);
    keep_house(portal.context);
    CHECK_FALSE(known(cookie));
}

TEST_CASE_FIXTURE(AtHome, "of many sign-ins in new browsers few are told by letter in a day, and the log tells of all")
{
    const auto most = portal.context.rules.notices_per_account;
    const auto told = [&] {
        for (unsigned i = 0; i < most + 2; ++i)
            CHECK(enters("", "198.51.100.7"));
        return portal.take_mail().size();
    };
    const auto before = portal.database->read()->audit().count_of_account(viki);
    CHECK(told() == most);
    CHECK(portal.database->read()->audit().count_of_account(viki) == before + most + 2);
    portal.clock.forward(24h);
    CHECK(told() == most);
}
