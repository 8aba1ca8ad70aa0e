#include "portal/domain/recovery.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>

#include <doctest/doctest.h>

#include "portal/domain/email_confirmation.hpp"
#include "portal/domain/housekeeping.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::Desk;
using tests::good_verification;
using tests::TestPortal;

namespace {
constexpr auto kNew = "съвсем друга дълга парола";
constexpr auto kStranger = "stranger@example.com";

RecoveryForm form(const std::string& email, const std::string& network = "192.0.2.1")
{
    return {email, Language::bulgarian, network};
}

struct Forgetful : Desk {
    explicit Forgetful(Rules rules = {}) : Desk{TestPortal{rules}} {}

    /// The token in the newest letter; `accounts` of it begins with viki's line.
    std::string link(const std::string& email = "viki@example.com")
    {
        REQUIRE(std::holds_alternative<LetterSent>(request_reset(portal.context, form(email))));
        std::string lines;
        for (const auto& mail : portal.take_mail())
            if (mail.kind == MailKind::forgotten_password) lines = mail.arguments.at("accounts");
        const auto from = lines.find(' ') + 1;
        return lines.substr(from, lines.find('\n') - from);
    }
    ResetAnswer set(const std::string& token, const std::string& password = kNew)
    {
        return reset_password(portal.context, {token, password, "192.0.2.1"});
    }
    LinkRefusal refused(const std::string& token) { return std::get<LinkRefusal>(set(token)); }
    LogInAnswer enter(const std::string& password)
    {
        return log_in(portal.context, {"viki", password, "192.0.2.1", ""});
    }
    std::optional<GateClosed> gate() { return payment_gate(portal.account(viki), sofia_day(portal.clock.now())); }
};
struct TimeOpens : Forgetful {
    TimeOpens()
        : Forgetful{[] {
              Rules rules;
              rules.pause_after_reset = std::chrono::days{7};
              return rules;
          }()}
    {
    }
};
} // namespace

TEST_CASE_FIXTURE(Forgetful, "known or not, one letter leaves to the typed address, and no password is hashed for it")
{
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 0}}; // answers `Busy` to every hash
    const Context context{*portal.database, portal.keys, full, portal.clock, {}};
    for (const auto* email : {"viki@example.com", kStranger}) {
        CAPTURE(email);
        for (const auto ask : {remind_username, request_reset}) {
            CHECK(std::get<LetterSent>(ask(context, form(email))).email == email);
            const auto mails = portal.take_mail();
            REQUIRE(mails.size() == 1);
            CHECK(mails[0].recipient == email);
        }
    }
}

TEST_CASE_FIXTURE(Forgetful, "a letter is written in the language of the page")
{
    remind_username(portal.context, {kStranger, Language::english, "192.0.2.1"});
    CHECK(portal.take_mail().at(0).language == Language::english);
}

TEST_CASE_FIXTURE(Forgetful, "a forgotten username is mailed with all accounts of the address, in any letter case")
{
    for (const auto* name : {"son", "daughter"}) {
        auto other = tests::good_form(name);
        other.email = "viki@example.com";
        register_account(portal.context, other);
    }
    confirm_email(portal.context, portal.take_mail().at(0).arguments.at("token"), "192.0.2.1");
    remind_username(portal.context, form("Viki@Example.com"));
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::forgotten_username);
    CHECK(mail.recipient == "viki@example.com"); // as its owner wrote it
    CHECK(mail.arguments.at("accounts") == "viki \nson \n!daughter \n");
    remind_username(portal.context, form(kStranger));
    CHECK(portal.take_mail().at(0).arguments.at("accounts").empty());
}

TEST_CASE_FIXTURE(Forgetful, "of addresses that differ in letter case the one that was typed is meant")
{
    auto other = tests::good_form("son");
    other.email = "Viki@example.com";
    register_account(portal.context, other);
    confirm_email(portal.context, portal.take_mail().at(0).arguments.at("token"), "192.0.2.1");
    const auto named = [&](const std::string& typed) {
        remind_username(portal.context, form(typed));
        const auto mail = portal.take_mail().at(0);
        return std::pair{mail.recipient, mail.arguments.at("accounts")};
    };
    CHECK(named("Viki@example.com") == std::pair{std::string{"Viki@example.com"}, std::string{"son \n"}});
    CHECK(named("viki@example.com") == std::pair{std::string{"viki@example.com"}, std::string{"viki \n"}});
    CHECK(named("VIKI@example.com") == std::pair{std::string{"viki@example.com"}, std::string{"viki \n"}});
}

TEST_CASE_FIXTURE(Forgetful,
                  "who registers with another spelling of an address and confirms it not hides nobody's account")
{
    auto stranger = tests::good_form("stranger");
    stranger.email = "Viki@example.com";
    register_account(portal.context, stranger);
    portal.take_mail();
    for (const auto* typed : {"viki@example.com", "Viki@example.com"}) {
        CAPTURE(typed);
        remind_username(portal.context, form(typed));
        const auto named = portal.take_mail().at(0);
        CHECK(named.recipient == "viki@example.com");
        CHECK(named.arguments.at("accounts") == "viki \n!stranger \n");
        CHECK_FALSE(link(typed).empty());
    }
}

struct FewToNobody : Forgetful {
    FewToNobody()
        : Forgetful{[] {
              Rules rules;
              rules.letters_to_nobody = 30;
              return rules;
          }()}
    {
    }
    /// How many letters leave of so many that are asked for in this network, each for an address that nobody has.
    std::size_t sent(const std::string& network, int asked)
    {
        for (int i = 0; i < asked; ++i)
            remind_username(portal.context, form("nobody" + std::to_string(++people) + "@example.com", network));
        return portal.take_mail().size();
    }
    int people{};
};

TEST_CASE_FIXTURE(FewToNobody,
                  "letters to addresses that nobody has are limited in all, and a tenth is for one network")
{
    CHECK(sent("192.0.2.1", 4) == 3);
    for (int network = 2; network <= 10; ++network)
        CHECK(sent("192.0.2." + std::to_string(network), 3) == 3);
    CHECK(sent("192.0.2.11", 1) == 0);
    request_reset(portal.context, form("viki@example.com", "192.0.2.1"));
    CHECK(portal.take_mail().size() == 1);
}

TEST_CASE_FIXTURE(FewToNobody, "a letter to an address that nobody has counts once, however often it is tried")
{
    struct Dead final : MailGateway {
        void send(const std::string&, const MailText&) override { throw Fault{"connection refused"}; }
    } dead;
    struct Writer final : MailWriter {
        MailText write(const Mail&) const override { return {}; }
    } writer;
    remind_username(portal.context, form(kStranger));
    for (int i = 0; i < 5; ++i) {
        send_due_mail(portal.context, writer, dead, 10);
        portal.clock.forward(std::chrono::hours{1});
    }
    CHECK(portal.take_mail().size() == 1);
    CHECK(sent("192.0.2.1", 3) == 2);
}

TEST_CASE_FIXTURE(Forgetful, "what is no address gets no letter")
{
    CHECK(std::holds_alternative<EmailWrong>(remind_username(portal.context, form("viki"))));
    CHECK(std::holds_alternative<EmailWrong>(request_reset(portal.context, form("a@b.example\r\nBcc: c@d.example"))));
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Forgetful, "an address that its account never confirmed gets no link")
{
    register_account(portal.context, tests::good_form("novak"));
    portal.take_mail();
    request_reset(portal.context, form("novak@example.com"));
    CHECK(portal.take_mail().at(0).arguments.at("accounts") == "!novak \n");
}

TEST_CASE_FIXTURE(Forgetful, "looking at the page behind the link changes nothing")
{
    CHECK(std::get<ResetView>(view_reset(portal.context, link())).username == "viki");
    CHECK(std::holds_alternative<LoggedIn>(enter(TestPortal::kPassword)));
    CHECK_FALSE(portal.account(viki).pause);
}

TEST_CASE_FIXTURE(Forgetful, "the link sets a new password once")
{
    const auto token = link();
    CHECK(std::get<PasswordReset>(set(token)).username == "viki");
    CHECK(std::holds_alternative<LoggedIn>(enter(kNew)));
    CHECK(std::holds_alternative<WrongCredentials>(enter(TestPortal::kPassword)));
    CHECK(refused(token) == LinkRefusal::used);
}

TEST_CASE_FIXTURE(Forgetful, "a newer letter leaves the older link good, until one of them has set a password")
{
    const auto first = link();
    const auto second = link(); // a stranger may have asked for it
    CHECK(std::holds_alternative<PasswordReset>(set(first)));
    CHECK(refused(second) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(Forgetful, "a link dies after 30 minutes")
{
    const auto token = link();
    portal.clock.forward(30min);
    CHECK(refused(token) == LinkRefusal::expired);
    CHECK(refused("invented") == LinkRefusal::unknown);
}

TEST_CASE_FIXTURE(Forgetful, "a password that is not taken, or a full queue, leaves the link good")
{
    const auto token = link();
    CHECK(std::get<PasswordFault>(set(token, "твърде къса")) == PasswordFault::too_short);
    CHECK(std::get<PasswordFault>(set(token, "хубава-viki-2026")) == PasswordFault::contains_username);
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 0}};
    const Context context{*portal.database, portal.keys, full, portal.clock, {}};
    CHECK(std::holds_alternative<Busy>(reset_password(context, {token, kNew, "192.0.2.1"})));
    CHECK(std::holds_alternative<PasswordReset>(set(token)));
}

TEST_CASE_FIXTURE(Forgetful,
                  "a new password by mail ends every session, and closes payments to whoever reads the mailbox")
{
    kiosk.tell(good_verification("viki"));
    REQUIRE_FALSE(gate());
    const auto home = std::get<LoggedIn>(enter(TestPortal::kPassword)).token;
    set(link());
    CHECK_FALSE(resume_session(portal.context, home));
    CHECK(verified(viki));
    CHECK(gate() == GateClosed::paused);
    CHECK(portal.account(viki).pause->reason == PauseReason::reset_by_mail);
}

TEST_CASE_FIXTURE(Forgetful, "a new password by mail is told in a letter that brings the alarm")
{
    set(link());
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::password_reset);
    CHECK(mail.arguments.contains("alarm"));
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::count(events, "password.reset", &AuditEvent::kind) == 1);
}

TEST_CASE_FIXTURE(Forgetful, "the owner whose own tries are used up gets in with the new password")
{
    for (unsigned i = 0; i <= portal.context.rules.failures_per_account_and_network; ++i)
        enter("съвсем грешна парола");
    REQUIRE(std::holds_alternative<TooMany>(enter(TestPortal::kPassword)));
    set(link());
    CHECK(std::holds_alternative<LoggedIn>(enter(kNew)));
}

TEST_CASE_FIXTURE(Forgetful, "a visit opens what a reset before it closed, and none after it")
{
    set(link());
    portal.clock.forward(1h);
    const auto visit = kiosk.record(good_verification("viki"));
    portal.clock.forward(1h);
    set(link());
    kiosk.post({visit});
    CHECK(verified(viki));
    CHECK(gate() == GateClosed::paused);
    portal.clock.forward(1h);
    kiosk.tell(good_verification("viki"));
    CHECK_FALSE(gate());
}

TEST_CASE_FIXTURE(Forgetful, "time alone opens nothing unless the operator allows it")
{
    set(link());
    portal.clock.forward(365 * 24h);
    keep_house(portal.context);
    CHECK(portal.account(viki).pause);
}

TEST_CASE_FIXTURE(TimeOpens, "where the operator allows it, time ends the pause of a reset, and of an alarm never")
{
    set(link());
    portal.clock.forward(7 * 24h - 1s);
    keep_house(portal.context);
    CHECK(portal.account(viki).pause);
    portal.pause(viki, PauseReason::alarm);
    portal.clock.forward(365 * 24h);
    keep_house(portal.context);
    CHECK(portal.account(viki).pause->reason == PauseReason::alarm);
    const auto transaction = portal.database->begin();
    end_pause(*transaction, viki, PauseReason::alarm, PauseEnd::supervisor, portal.clock.now());
    CHECK_FALSE(transaction->pauses().of_account(viki));
}

TEST_CASE_FIXTURE(Forgetful, "a network that asks for many addresses has to wait")
{
    for (unsigned i = 0; i < portal.context.rules.recoveries_per_network; ++i)
        CHECK(std::holds_alternative<LetterSent>(
            request_reset(portal.context, form("person" + std::to_string(i) + "@example.com"))));
    CHECK(std::holds_alternative<TooMany>(request_reset(portal.context, form(kStranger))));
    CHECK(std::holds_alternative<LetterSent>(request_reset(portal.context, form(kStranger, "198.51.100.7"))));
}

TEST_CASE_FIXTURE(Forgetful, "neighbours of one address keep nobody at a known browser from a letter")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    const auto most = portal.context.rules.recoveries_per_network;
    for (unsigned i = 0; i < most; ++i)
        request_reset(portal.context, form("person" + std::to_string(i) + "@example.com"));
    auto own = form("viki@example.com");
    own.browser = "no-token-of-ours";
    CHECK(std::holds_alternative<TooMany>(request_reset(portal.context, own)));
    own.browser = home.browser;
    for (unsigned i = 0; i < most; ++i)
        CHECK(std::holds_alternative<LetterSent>(request_reset(portal.context, own)));
    CHECK(std::holds_alternative<TooMany>(request_reset(portal.context, own)));
}

TEST_CASE_FIXTURE(Forgetful, "whatever neighbours of one address ask for, the letter leaves to who is known there")
{
    const auto enter = [&](const std::string& browser) {
        return std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", "", browser}));
    };
    auto own = form("viki@example.com");
    own.browser = enter("").browser;
    auto& rules = portal.context.rules;
    rules.mails_per_site = rules.recovery_mails_per_address = 5;
    for (int i = 0; i < 8; ++i)
        request_reset(portal.context, form("viki@example.com"));
    portal.take_mail();
    request_reset(portal.context, form("viki@example.com"));
    REQUIRE(portal.take_mail().empty());
    request_reset(portal.context, own);
    CHECK(portal.take_mail().size() == 1);

    rules.recoveries_per_network = rules.checks_per_account_and_network = 100;
    rules.recovery_mails_per_address = 100;
    for (int i = 0; i < 40; ++i) {
        own.browser = enter(own.browser).browser; // the browser is another one each time, its owner is not
        request_reset(portal.context, own);
    }
    CHECK(portal.take_mail().size() == 19);
}

TEST_CASE_FIXTURE(Forgetful, "one mailbox gets few letters a day, known or not, and the answer stays the same")
{
    const auto most = portal.context.rules.recovery_mails_per_address;
    for (const auto* email : {"viki@example.com", kStranger}) {
        CAPTURE(email);
        for (unsigned i = 0; i < 2 * most; ++i)
            CHECK(std::holds_alternative<LetterSent>(
                request_reset(portal.context, form(email, "2001:db8:" + std::to_string(i / 4) + "::1"))));
        CHECK(portal.take_mail().size() == most + most / 2);
    }
}

TEST_CASE_FIXTURE(Forgetful, "a stranger on many networks keeps the owner's from no letter, and fills no mailbox")
{
    const auto ask = [&](unsigned from, unsigned to) {
        for (unsigned i = from; i < to; ++i)
            request_reset(portal.context, form("viki@example.com", "2001:db8:" + std::to_string(i) + "::1"));
        return portal.take_mail().size();
    };
    const auto most = portal.context.rules.recovery_mails_per_address;
    CHECK(ask(0, 2 * most) == 2 * most);
    CHECK(std::holds_alternative<PasswordReset>(set(link())));
    CHECK(ask(2 * most, 5 * most) == 2 * most); // four times the usual number, and the one that tells of the reset
}

TEST_CASE_FIXTURE(Forgetful, "a stranger's network alone uses up nothing of what the owner's may ask for")
{
    for (unsigned i = 0; i < portal.context.rules.recoveries_per_network; ++i)
        request_reset(portal.context, form("viki@example.com", "198.51.100.7"));
    portal.take_mail();
    CHECK(std::holds_alternative<PasswordReset>(set(link())));
}

TEST_CASE_FIXTURE(Forgetful, "a password set anew from where somebody guesses waits behind everybody else")
{
    const auto token = link();
    portal.context.rules.failures_per_network = 1;
    log_in(portal.context, {"nobody", "лятна парола", "2001:db8:1:1::1", {}});
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 20}}; // where everybody has to wait
    const Context pressed{*portal.database, portal.keys, full, portal.clock, portal.context.rules};
    CHECK(std::holds_alternative<Busy>(reset_password(pressed, {token, kNew, "2001:db8:1:2::1"})));
}

TEST_CASE_FIXTURE(Forgetful, "whoever has many passwords hashed for links of letters waits behind everybody else")
{
    const auto token = link();
    PasswordHasher none{portal.keys.pepper, {8, 1, 0, 0}};  // answers `Busy` to every hash: the link stays good
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 20}}; // where everybody has to wait
    const Context busy{*portal.database, portal.keys, none, portal.clock, portal.context.rules};
    const Context pressed{*portal.database, portal.keys, full, portal.clock, portal.context.rules};
    for (unsigned i = 0; i < 60; ++i)
        REQUIRE(std::holds_alternative<Busy>(reset_password(busy, {token, kNew, "192.0.2.1"})));
    CHECK(std::holds_alternative<Busy>(reset_password(pressed, {token, kNew, "192.0.2.1"})));
    CHECK(std::holds_alternative<PasswordReset>(set(token))); // nobody else is there
}

TEST_CASE_FIXTURE(Forgetful, "a password set anew in a known browser has its turn, though somebody guesses beside it")
{
    const auto browser = std::get<LoggedIn>(enter(TestPortal::kPassword)).browser;
    const auto token = link();
    portal.context.rules.failures_per_network = 1;
    log_in(portal.context, {"nobody", "лятна парола", "192.0.2.1", {}});
    PasswordHasher crowded{portal.keys.pepper, {8, 1, 1, 20}};
    std::atomic<bool> over{};
    const auto others = [&](const std::string& network) {
        return std::async(std::launch::async, [&crowded, &over, network] {
            while (!over)
                crowded.hash(kNew, {Caller::Rank::citizen, network});
        });
    };
    const std::array crowd{others("198.51.100.1"), others("198.51.100.2"), others("198.51.100.3")};
    while (!std::holds_alternative<Busy>(crowded.hash(kNew, {Caller::Rank::doubtful, "192.0.2.1"}))) {
    }
    const Context pressed{*portal.database, portal.keys, crowded, portal.clock, portal.context.rules};
    const auto answer = reset_password(pressed, {token, kNew, "192.0.2.1", browser});
    over = true;
    CHECK(std::holds_alternative<PasswordReset>(answer));
}

TEST_CASE_FIXTURE(Forgetful, "nothing that takes time where somebody is known is done before the letter is sent")
{
    const auto acts = [&] { return portal.database->read()->audit().count_of_account(viki); };
    const auto before = acts();
    request_reset(portal.context, form("viki@example.com"));
    CHECK(acts() == before);
    CHECK(kept().count("email_token") == 0);
    portal.take_mail();
    CHECK(acts() == before + 1);
    CHECK(kept().at("email_token").size() == 1);
}

TEST_CASE_FIXTURE(Forgetful, "a letter that comes late brings a link that is good, and was asked for once")
{
    struct : MailWriter, MailGateway {
        MailText write(const Mail&) const override { return {}; }
        void send(const std::string&, const MailText&) override { throw Fault{"connection refused"}; }
    } dead;
    request_reset(portal.context, form("viki@example.com"));
    send_due_mail(portal.context, dead, dead);
    portal.clock.forward(portal.context.rules.reset_link_life);
    const auto lines = portal.take_mail().at(0).arguments.at("accounts");
    const auto from = lines.find(' ') + 1;
    CHECK(std::holds_alternative<PasswordReset>(set(lines.substr(from, lines.find('\n') - from))));
    const auto events = portal.database->read()->audit().of_account(viki, 10);
    CHECK(std::ranges::count(events, "password.reset_asked", &AuditEvent::kind) == 1);
}
