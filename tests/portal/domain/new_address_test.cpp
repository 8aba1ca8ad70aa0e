#include "portal/domain/new_address.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "portal/domain/alarm.hpp"
#include "portal/domain/cases.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct Moving {
    TestPortal portal;
    AccountId id{portal.citizen("viki")};
    static constexpr auto kNew = "new@example.org";

    Account viki() { return portal.account(id); }
    NewAddressAnswer ask(const std::string& email, const std::string& password = TestPortal::kPassword)
    {
        return ask_new_address(portal.context, viki(), {email, password, "192.0.2.1"});
    }
    /// The links of the letters that wait, by their kind.
    std::map<MailKind, Mail> letters()
    {
        std::map<MailKind, Mail> by_kind;
        for (auto& mail : portal.take_mail())
            by_kind[mail.kind] = mail;
        return by_kind;
    }
    std::map<MailKind, Mail> asked(const std::string& email = kNew)
    {
        REQUIRE(std::holds_alternative<NewAddressAsked>(ask(email)));
        return letters();
    }
    auto confirm(const Mail& letter)
    {
        return confirm_new_address(portal.context, letter.arguments.at("token"), "192.0.2.1");
    }
    auto stop(const Mail& letter)
    {
        return stop_new_address(portal.context, letter.arguments.at("token"), "192.0.2.1");
    }
    /// Accounts of others that have confirmed the address.
    void fill(const std::string& email)
    {
        for (unsigned i = 0; i < portal.context.rules.accounts_per_email; ++i) {
            const auto other = portal.citizen("other" + std::to_string(i));
            const auto transaction = portal.database->begin();
            transaction->accounts().set_email(other, email, portal.clock.now());
            transaction->commit();
        }
    }
};
} // namespace

TEST_CASE_FIXTURE(Moving, "a new address counts once its mailbox confirmed it")
{
    const auto sent = asked();
    CHECK(sent.at(MailKind::new_address).recipient == kNew);
    CHECK(viki().email == "viki@example.com");
    CHECK(waiting_address(portal.context, id) == kNew);
    portal.clock.forward(1h);
    const auto& letter = sent.at(MailKind::new_address);
    const auto view = view_new_address(portal.context, letter.arguments.at("token"));
    CHECK(std::get<NewAddressView>(view).email_masked == "n***w@example.org");
    CHECK(viki().email == "viki@example.com");
    CHECK(std::get<AccountId>(confirm(letter)) == id);
    CHECK(viki().email == kNew);
    CHECK(viki().email_confirmed == portal.clock.now());
    CHECK_FALSE(waiting_address(portal.context, id));
    CHECK(std::get<LinkRefusal>(confirm(letter)) == LinkRefusal::used);
}

TEST_CASE_FIXTURE(Moving, "the old address is told when the change is asked for and when it counts")
{
    const auto sent = asked();
    CHECK(sent.at(MailKind::address_changing).recipient == "viki@example.com");
    CHECK(sent.at(MailKind::address_changing).arguments.at("email") == "n***w@example.org");
    confirm(sent.at(MailKind::new_address));
    const auto after = letters();
    CHECK(after.at(MailKind::address_changed).recipient == "viki@example.com");
}

TEST_CASE_FIXTURE(Moving, "a wrong password, a wrong address and the same one are refused")
{
    CHECK(std::holds_alternative<WrongPassword>(ask(kNew, "друга дълга парола")));
    CHECK(std::get<NewAddressRefusal>(ask("new")) == NewAddressRefusal::wrong);
    CHECK(std::get<NewAddressRefusal>(ask("Viki@example.com")) == NewAddressRefusal::same);
    CHECK(portal.take_mail().empty());
    CHECK_FALSE(waiting_address(portal.context, id));
}

namespace {
/// Has mistyped the address of a registration.
struct Mistyped : Moving {
    AccountId newcomer{portal.newcomer("newcomer")};
    std::string first; ///< token of the letter to the wrong address

    Mistyped()
    {
        resend_confirmation(portal.context, newcomer, "192.0.2.1");
        first = letters().at(MailKind::confirm_email).arguments.at("token");
    }
    NewAddressAnswer correct(const std::string& email, const std::string& password = TestPortal::kPassword)
    {
        return ask_new_address(portal.context, portal.account(newcomer), {email, password, "192.0.2.1"});
    }
};
} // namespace

TEST_CASE_FIXTURE(Mistyped, "an address that nobody confirmed is corrected with the password, and the first link stops")
{
    CHECK(std::get<Resent>(correct(kNew)) == Resent::sent);
    CHECK(portal.account(newcomer).email == kNew);
    const auto sent = letters();
    REQUIRE(sent.size() == 1); // the first one hears of nothing
    CHECK(sent.at(MailKind::confirm_email).recipient == kNew);
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, first, "192.0.2.1")) == LinkRefusal::expired);
    CHECK(std::get<AccountId>(confirm_email(portal.context, sent.at(MailKind::confirm_email).arguments.at("token"),
                                            "192.0.2.1")) == newcomer);
}

TEST_CASE_FIXTURE(Mistyped, "without the password, or with no other address, nothing is corrected")
{
    CHECK(std::holds_alternative<WrongPassword>(correct(kNew, "друга дълга парола")));
    CHECK(std::get<NewAddressRefusal>(correct("new")) == NewAddressRefusal::wrong);
    CHECK(std::get<NewAddressRefusal>(correct("Newcomer@example.com")) == NewAddressRefusal::same);
    CHECK(letters().empty());
    CHECK(std::holds_alternative<AccountId>(confirm_email(portal.context, first, "192.0.2.1")));
}

TEST_CASE_FIXTURE(Mistyped, "an address is corrected from the account as seldom as after the registration")
{
    for (unsigned i = 0; i + 1 < portal.context.rules.mails_per_account; ++i) // the first letter counted
        CHECK(std::get<Resent>(correct("new" + std::to_string(i) + "@example.org")) == Resent::sent);
    const auto last = portal.account(newcomer).email;
    CHECK(std::holds_alternative<TooMany>(correct(kNew)));
    CHECK(portal.account(newcomer).email == last);
}

TEST_CASE_FIXTURE(Mistyped, "an address that is confirmed while its owner corrects it stays")
{
    const auto before = portal.account(newcomer);
    confirm_email(portal.context, first, "192.0.2.1");
    CHECK(std::get<Resent>(ask_new_address(portal.context, before, {kNew, TestPortal::kPassword, "192.0.2.1"})) ==
          Resent::already);
    CHECK(portal.account(newcomer).email == "newcomer@example.com");
}

TEST_CASE_FIXTURE(Moving, "the link is valid for 24 hours, and a newer one replaces it")
{
    const auto first = asked();
    const auto second = asked("newer@example.org");
    CHECK(std::get<LinkRefusal>(confirm(first.at(MailKind::new_address))) == LinkRefusal::expired);
    portal.clock.forward(24h);
    CHECK(std::get<LinkRefusal>(confirm(second.at(MailKind::new_address))) == LinkRefusal::expired);
    CHECK_FALSE(waiting_address(portal.context, id));
}

TEST_CASE_FIXTURE(Moving, "a link of one purpose is none of another")
{
    const auto sent = asked();
    CHECK(std::get<LinkRefusal>(confirm(sent.at(MailKind::address_changing))) == LinkRefusal::unknown);
    CHECK(std::get<LinkRefusal>(stop(sent.at(MailKind::new_address))) == LinkRefusal::unknown);
}

TEST_CASE_FIXTURE(Moving, "the owner thinks better of another address")
{
    const auto sent = asked();
    withdraw_new_address(portal.context, id);
    CHECK_FALSE(waiting_address(portal.context, id));
    CHECK(std::get<LinkRefusal>(confirm(sent.at(MailKind::new_address))) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(
    Moving, "an address with all its accounts is answered like any other, and its letter says why there is no link")
{
    fill(kNew);
    const auto sent = asked();
    CHECK(sent.contains(MailKind::new_address_full));
    CHECK_FALSE(sent.contains(MailKind::new_address));
    CHECK(sent.contains(MailKind::address_changing));
    CHECK(waiting_address(portal.context, id) == kNew);
}

TEST_CASE_FIXTURE(Moving, "an address that got its accounts meanwhile confirms no more")
{
    const auto sent = asked();
    fill(kNew);
    CHECK(std::holds_alternative<AddressFull>(confirm(sent.at(MailKind::new_address))));
    CHECK(viki().email == "viki@example.com");
}

TEST_CASE_FIXTURE(Moving, "while the account is paused no address changes")
{
    const auto sent = asked();
    portal.pause(id, PauseReason::reset_by_mail);
    CHECK(std::holds_alternative<AccountPaused>(ask("newer@example.org")));
    CHECK(std::holds_alternative<AccountPaused>(confirm(sent.at(MailKind::new_address))));
}

TEST_CASE_FIXTURE(Moving, "letters to new addresses are limited within a day")
{
    for (unsigned i = 0; i < portal.context.rules.mails_per_account; ++i)
        asked("new" + std::to_string(i) + "@example.org");
    CHECK(std::holds_alternative<TooMany>(ask(kNew)));
    portal.clock.forward(24h);
    asked();
}

TEST_CASE_FIXTURE(Moving, "one mailbox gets few letters a day, whichever accounts ask, and they are answered as ever")
{
    portal.context.rules.mails_again_per_address = 3;
    const auto letters_of_askers = [&](unsigned first, unsigned networks) {
        unsigned count = 0;
        for (unsigned i = 0; i < 20; ++i) {
            const auto other = portal.citizen("asker" + std::to_string(first + i));
            const auto network = "203.0.113." + std::to_string(first + i % networks);
            const auto answer =
                ask_new_address(portal.context, portal.account(other), {kNew, TestPortal::kPassword, network});
            CHECK(std::holds_alternative<NewAddressAsked>(answer));
            count += letters().contains(MailKind::new_address) ? 1 : 0;
        }
        return count;
    };
    CHECK(letters_of_askers(0, 1) == 3);
    CHECK(letters_of_askers(100, 1) == 2); // another network's first ones leave all the same
    CHECK(letters_of_askers(200, 20) == 4 * 3 - 3 - 2);
}

TEST_CASE_FIXTURE(Moving, "the old address stops a change before it counts")
{
    const auto sent = asked();
    const auto& letter = sent.at(MailKind::address_changing);
    CHECK(std::get<NewAddressView>(view_stop(portal.context, letter.arguments.at("token"))).email_masked ==
          "v***i@example.com");
    CHECK(waiting_address(portal.context, id));
    CHECK(std::get<AddressStopped>(stop(letter)) == AddressStopped::in_time);
    CHECK(std::get<LinkRefusal>(confirm(sent.at(MailKind::new_address))) == LinkRefusal::expired);
    CHECK_FALSE(viki().pause);
    CHECK(std::get<LinkRefusal>(stop(letter)) == LinkRefusal::used);
}

TEST_CASE_FIXTURE(Moving,
                  "within seven days the old address comes back, and the account is paused until somebody has looked")
{
    confirm(asked().at(MailKind::new_address));
    const auto letter = letters().at(MailKind::address_changed);
    portal.clock.forward(7 * 24h - 1s);
    CHECK(std::get<AddressStopped>(stop(letter)) == AddressStopped::restored);
    CHECK(viki().email == "viki@example.com");
    CHECK(viki().pause->reason == PauseReason::alarm);
}

TEST_CASE_FIXTURE(Moving, "the page behind the link tells a change that waits from one that counts")
{
    const auto sent = asked();
    const auto counts = [&](const Mail& letter) {
        return std::get<NewAddressView>(view_stop(portal.context, letter.arguments.at("token"))).counts;
    };
    CHECK(counts(sent.at(MailKind::address_changing)));
    confirm(sent.at(MailKind::new_address));
    CHECK_FALSE(counts(sent.at(MailKind::address_changing)));
    CHECK_FALSE(counts(letters().at(MailKind::address_changed)));
}

TEST_CASE_FIXTURE(Moving, "taking the old address back does what „This was not me“ does")
{
    const auto session =
        std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""})).token;
    portal.take_mail();
    confirm(asked().at(MailKind::new_address));
    stop(letters().at(MailKind::address_changed));
    CHECK_FALSE(resume_session(portal.context, session));
    const auto open = read_cases(portal.context, portal.supervisor("marinova").id, {});
    REQUIRE(open.chosen);
    CHECK(open.chosen->reason == "alarm");
    CHECK(open.chosen->arrived.account == id);
    const auto events = portal.database->read()->audit().of_account(id, 20);
    CHECK(std::ranges::count(events, "email.restored", &AuditEvent::kind) == 1);
    CHECK(std::ranges::count(events, "alarm.raised", &AuditEvent::kind) == 1);
}

TEST_CASE_FIXTURE(Moving, "that an address came back is told to both, since either may be the thief's")
{
    confirm(asked().at(MailKind::new_address));
    stop(letters().at(MailKind::address_changed));
    std::set<std::string> told;
    for (const auto& mail : portal.take_mail()) {
        CHECK(mail.kind == MailKind::alarm_raised);
        CHECK(mail.arguments.at("email") == "v***i@example.com");
        told.insert(mail.recipient);
    }
    CHECK(told == std::set<std::string>{"viki@example.com", kNew});
}

TEST_CASE_FIXTURE(Moving, "a change stopped in time is no alarm")
{
    stop(asked().at(MailKind::address_changing));
    CHECK_FALSE(read_cases(portal.context, portal.supervisor("marinova").id, {}).chosen);
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Moving, "after seven days the old address comes back no more")
{
    confirm(asked().at(MailKind::new_address));
    const auto letter = letters().at(MailKind::address_changed);
    portal.clock.forward(7 * 24h);
    CHECK(std::get<LinkRefusal>(stop(letter)) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(Moving, "who moves the account on cannot keep its first owner from taking it back")
{
    confirm(asked("thief@example.org").at(MailKind::new_address));
    const auto owners = letters().at(MailKind::address_changed);
    portal.clock.forward(1h);
    const auto onward = asked("thief2@example.org");
    confirm(onward.at(MailKind::new_address));
    const auto thiefs = letters().at(MailKind::address_changed);
    CHECK(std::get<AddressStopped>(stop(owners)) == AddressStopped::restored);
    CHECK(viki().email == "viki@example.com");
    CHECK(std::get<LinkRefusal>(stop(thiefs)) == LinkRefusal::expired);
    CHECK(std::get<LinkRefusal>(stop(onward.at(MailKind::address_changing))) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(Moving, "a link that sets a password is over once the address it went to is another")
{
    const auto token = make_token();
    {
        const auto transaction = portal.database->begin();
        transaction->email_tokens().add(LinkPurpose::reset_password, id, "viki@example.com", hash_of_token(token),
                                        portal.clock.now(), portal.clock.now() + 30min);
        transaction->commit();
    }
    confirm(asked().at(MailKind::new_address));
    CHECK(portal.database->read()->email_tokens().find(LinkPurpose::reset_password, hash_of_token(token))->superseded);
}

TEST_CASE_FIXTURE(Moving, "who changes the address twice within one second does not outdo its owner")
{
    confirm(asked("thief@example.org").at(MailKind::new_address));
    const auto owners = letters().at(MailKind::address_changed);
    const auto thiefs = asked("thief2@example.org").at(MailKind::address_changing);
    CHECK(std::get<AddressStopped>(stop(thiefs)) == AddressStopped::in_time);
    CHECK(std::get<AddressStopped>(stop(owners)) == AddressStopped::restored);
}

TEST_CASE_FIXTURE(Moving, "links of letters that went to a thief's address are over once the owner has it back")
{
    confirm(asked("thief@example.org").at(MailKind::new_address));
    const auto owners = letters().at(MailKind::address_changed);
    const auto thiefs = asked("thief2@example.org").at(MailKind::address_changing).arguments.at("alarm");
    CHECK(std::get<AddressStopped>(stop(owners)) == AddressStopped::restored);
    CHECK(std::get<LinkRefusal>(raise_alarm(portal.context, thiefs, "198.51.100.7")) == LinkRefusal::expired);
}

TEST_CASE_FIXTURE(Moving, "the letter about a change that waits brings „This was not me“, too")
{
    const auto letter = asked().at(MailKind::address_changing);
    CHECK(std::holds_alternative<AlarmView>(raise_alarm(portal.context, letter.arguments.at("alarm"), "198.51.100.7")));
    CHECK(viki().pause->reason == PauseReason::alarm);
    CHECK_FALSE(waiting_address(portal.context, id));
}
