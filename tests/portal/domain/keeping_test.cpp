#include <map>

#include <doctest/doctest.h>

#include "portal/domain/alarm.hpp"
#include "portal/domain/closing.hpp"
#include "portal/domain/new_address.hpp"
#include "portal/domain/recovery.hpp"
#include "tests/portal/domain/leaving.hpp"

using namespace portal::domain;
using tests::Leaving;
using tests::TestPortal;

TEST_CASE_FIXTURE(Leaving, "an account can be kept until the end of the seventh day after it was closed")
{
    const auto closed_on = sofia_day(portal.clock.now());
    close();
    const auto closes = portal.account(viki).closes.value();
    CHECK(sofia_day(closes) == std::chrono::sys_days{closed_on} + kKeepable);
    CHECK(sofia_day(closes + std::chrono::minutes{1}) != sofia_day(closes));
    portal.clock.forward(closes - portal.clock.now() - std::chrono::seconds{1});
    keep_house(portal.context);
    CHECK(closing());
    portal.clock.forward(std::chrono::seconds{1});
    keep_house(portal.context);
    CHECK(portal.account(viki).closed == portal.clock.now());
    CHECK_FALSE(closing());
}

TEST_CASE_FIXTURE(Leaving, "the link of the letter keeps the account once, and looking at its page does nothing")
{
    close();
    const auto token = letter("token");
    const auto view = std::get<KeepView>(view_keeping(portal.context, token));
    CHECK(view.username == "viki");
    CHECK(view.closes == portal.account(viki).closes);
    CHECK(closing());
    CHECK_FALSE(keep_by_link(portal.context, token, "198.51.100.7"));
    CHECK_FALSE(closing());
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].kind == MailKind::account_kept);
    CHECK(keep_by_link(portal.context, token, "198.51.100.7") == LinkRefusal::used);
    CHECK(std::get<LinkRefusal>(view_keeping(portal.context, token)) == LinkRefusal::used);
    wait_until_closed();
    CHECK_FALSE(portal.account(viki).closed);
    const auto act = portal.database->read()->audit().of_account(viki, 1).at(0);
    CHECK_FALSE(act.actor); // who has the letter is not known
    CHECK(act.details.at("network") == "198.51.100.7");
}

TEST_CASE_FIXTURE(Leaving, "who signs in keeps the account, and the link is over with that")
{
    close();
    const auto token = letter("token");
    keep_account(portal.context, viki);
    CHECK_FALSE(closing());
    CHECK(portal.take_mail().at(0).kind == MailKind::account_kept);
    CHECK(keep_by_link(portal.context, token, "198.51.100.7") == LinkRefusal::expired);
    keep_account(portal.context, viki); // nothing to keep
    CHECK(portal.take_mail().empty());
    CHECK(portal.database->read()->audit().of_account(viki, 1).at(0).actor == viki);
}

TEST_CASE_FIXTURE(Leaving, "the link is over with the last day, and gone with the account")
{
    close();
    const auto token = letter("token");
    portal.clock.forward(portal.account(viki).closes.value() - portal.clock.now());
    CHECK(keep_by_link(portal.context, token, "198.51.100.7") == LinkRefusal::expired);
    keep_house(portal.context);
    CHECK(keep_by_link(portal.context, token, "198.51.100.7") == LinkRefusal::unknown);
}

TEST_CASE_FIXTURE(Leaving, "whose account a thief closes keeps it by telling that it was not them")
{
    close();
    const auto alarm = letter("alarm");
    CHECK(std::get<AlarmView>(view_alarm(portal.context, alarm)).closing);
    raise_alarm(portal.context, alarm, "192.0.2.1");
    const auto account = portal.account(viki);
    CHECK_FALSE(account.closes);
    CHECK(account.pause->reason == PauseReason::alarm);
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].arguments.contains("kept"));
    wait_until_closed();
    CHECK_FALSE(portal.account(viki).closed);
}

TEST_CASE_FIXTURE(Leaving,
                  "an address that nobody confirmed gets no letter, and its owner keeps the account by signing in")
{
    const auto newcomer = portal.newcomer("newcomer");
    CHECK(std::holds_alternative<ClosingBegun>(
        close_account(portal.context, portal.account(newcomer), {TestPortal::kPassword, "192.0.2.1"})));
    CHECK(portal.take_mail().empty());
    CHECK_FALSE(holds("SELECT EXISTS (SELECT FROM email_token WHERE purpose = 'keep_account') AS kept"));
    CHECK(std::holds_alternative<LoggedIn>(enter("newcomer")));
    keep_account(portal.context, newcomer);
    CHECK_FALSE(portal.account(newcomer).closes);
}

TEST_CASE_FIXTURE(Leaving,
                  "an account whose address nobody confirmed goes a day after it was registered, closed or not")
{
    const auto newcomer = portal.newcomer("newcomer");
    const auto registered = portal.clock.now();
    portal.clock.forward(std::chrono::hours{5});
    close_account(portal.context, portal.account(newcomer), {TestPortal::kPassword, "192.0.2.1"});
    CHECK(portal.account(newcomer).closes == registered + portal.context.rules.unconfirmed_life);
    portal.clock.forward(std::chrono::hours{19});
    keep_house(portal.context);
    CHECK_FALSE(portal.database->read()->accounts().username_taken("newcomer"));
}

TEST_CASE_FIXTURE(Leaving, "a new password by letter keeps the account, which then is paused as after every such one")
{
    close();
    portal.take_mail();
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, "192.0.2.1"});
    const auto lines = portal.take_mail().at(0).arguments.at("accounts");
    const auto token = lines.substr(lines.find(' ') + 1, lines.find('\n') - lines.find(' ') - 1);
    CHECK(std::holds_alternative<PasswordReset>(
        reset_password(portal.context, {token, "съвсем нова дълга парола", "198.51.100.7"})));
    CHECK_FALSE(closing());
    CHECK(portal.account(viki).pause->reason == PauseReason::reset_by_mail);
    const auto mails = portal.take_mail();
    CHECK(std::ranges::count(mails, MailKind::account_kept, &Mail::kind) == 1);
}

TEST_CASE_FIXTURE(Leaving, "an account is closed once, and what is closed for good is kept no more")
{
    const auto before = portal.account(viki);
    const auto again = [&] { return close_account(portal.context, before, {TestPortal::kPassword, "192.0.2.1"}); };
    close();
    const auto closes = portal.account(viki).closes;
    portal.take_mail();
    portal.clock.forward(std::chrono::days{1});
    CHECK(std::holds_alternative<ClosingBegun>(again()));
    CHECK(portal.account(viki).closes == closes);
    CHECK(portal.take_mail().empty());
    wait_until_closed();
    portal.take_mail();
    CHECK_FALSE(std::holds_alternative<ClosingBegun>(again())); // there is no password any more
    keep_account(portal.context, viki);
    CHECK(portal.account(viki).closed);
    CHECK(portal.take_mail().empty());
}

namespace {
/// Viki's account, moved to other mailboxes before it is closed.
struct Stolen : Leaving {
    using Letters = std::map<std::pair<MailKind, std::string>, Mail>;
    Letters letters()
    {
        Letters all;
        for (const auto& mail : portal.take_mail())
            all[{mail.kind, mail.recipient}] = mail;
        return all;
    }
    void move_to(const std::string& email)
    {
        ask_new_address(portal.context, portal.account(viki), {email, TestPortal::kPassword, "192.0.2.9"});
        const auto asked = letters().at({MailKind::new_address, email});
        confirm_new_address(portal.context, asked.arguments.at("token"), "192.0.2.9");
    }
    auto stop(const Mail& letter)
    {
        return stop_new_address(portal.context, letter.arguments.at("token"), "198.51.100.7");
    }
    std::string email() { return portal.account(viki).email; }
    static constexpr auto kOwner = "viki@example.com";
    static constexpr auto kThief = "thief@example.org";
    static constexpr auto kSecond = "thief2@example.org";
};
} // namespace

TEST_CASE_FIXTURE(Stolen, "who stole the address and closes the account does not keep its owner from hearing of it")
{
    move_to(kThief);
    portal.take_mail();
    close();
    const auto told = letters();
    CHECK(told.size() == 2);
    CHECK(told.contains({MailKind::account_closing, kThief}));
    const auto& letter = told.at({MailKind::closing_elsewhere, kOwner});
    CHECK(letter.arguments.at("email") == "t***f@example.org");
    CHECK(std::get<NewAddressView>(view_stop(portal.context, letter.arguments.at("token"))).closing);
    portal.clock.forward(portal.account(viki).closes.value() - portal.clock.now() - std::chrono::seconds{1});
    CHECK(std::get<AddressStopped>(stop(letter)) == AddressStopped::restored);
    CHECK_FALSE(closing());
    CHECK(email() == kOwner);
    CHECK(portal.account(viki).pause->reason == PauseReason::alarm);
}

TEST_CASE_FIXTURE(Stolen, "of an account that was moved on and on the first owner's link ends all the others")
{
    move_to(kThief);
    portal.clock.forward(std::chrono::hours{1});
    move_to(kSecond);
    const auto thiefs = letters().at({MailKind::address_changed, kThief});
    portal.clock.forward(std::chrono::hours{1});
    close();
    const auto told = letters();
    const auto& owners = told.at({MailKind::closing_elsewhere, kOwner});
    const auto& thiefs_second = told.at({MailKind::closing_elsewhere, kThief});
    SUBCASE("pressed first")
    {
        CHECK(std::get<AddressStopped>(stop(owners)) == AddressStopped::restored);
        CHECK(std::get<LinkRefusal>(stop(thiefs)) == LinkRefusal::expired);
        CHECK(std::get<LinkRefusal>(stop(thiefs_second)) == LinkRefusal::expired);
    }
    SUBCASE("pressed after the thief's")
    {
        stop(thiefs_second);
        CHECK(std::get<AddressStopped>(stop(owners)) == AddressStopped::restored);
    }
    CHECK(email() == kOwner);
}

TEST_CASE_FIXTURE(Stolen, "closed and kept again and again, an address before is told for a fortnight and no longer")
{
    move_to(kThief);
    portal.clock.forward(std::chrono::days{6});
    const auto told = [&] {
        portal.take_mail();
        close();
        const auto all = letters();
        const auto letter = all.find({MailKind::closing_elsewhere, kOwner});
        const bool heard = letter != all.end();
        if (heard) {
            const auto& days = letter->second.arguments;
            const auto closes = sofia_day(portal.account(viki).closes.value());
            CHECK(days.at("closes") == portal::contract::to_iso(closes));
            const auto usable = portal::contract::end_of_sofia_day(portal::contract::date_from_iso(days.at("expires")));
            const auto hash = hash_of_token(days.at("token"));
            const auto link = portal.database->read()->email_tokens().find(LinkPurpose::stop_new_address, hash);
            CHECK(link.value().expires == usable);
        }
        keep_account(portal.context, viki);
        return heard;
    };
    CHECK(told());
    portal.clock.forward(std::chrono::days{7});
    CHECK(told()); // closed for good days after the link has ended
    portal.clock.forward(std::chrono::days{2});
    CHECK_FALSE(told());
}

TEST_CASE_FIXTURE(Stolen, "an account is closed so often in a day, and no letters more leave")
{
    for (int i = 0; i < 5; ++i) {
        CHECK(std::holds_alternative<ClosingBegun>(close()));
        keep_account(portal.context, viki);
    }
    portal.take_mail();
    CHECK(std::holds_alternative<TooMany>(close()));
    CHECK(portal.take_mail().empty());
    CHECK_FALSE(closing());
}
