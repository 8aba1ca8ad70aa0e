#include <doctest/doctest.h>

#include "portal/domain/email_confirmation.hpp"
#include "portal/domain/recovery.hpp"
#include "portal/domain/throttle.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::TestPortal;

namespace {
constexpr auto kHome = "192.0.2.1"; // from where viki registered
constexpr auto kElsewhere = "198.51.100.7";

struct Unconfirmed {
    TestPortal portal;
    AccountId account{};
    std::string token;

    Unconfirmed()
    {
        register_account(portal.context, tests::good_form("viki"));
        account = portal.database->begin()->accounts().find_by_username("viki")->id;
        token = portal.take_mail().at(0).arguments.at("token");
    }
    /// Accounts of strangers with viki's address.
    void bomb(const std::string& name, const std::string& network, unsigned accounts)
    {
        for (unsigned i = 0; i < accounts; ++i) {
            auto form = tests::good_form(name + std::to_string(i));
            form.email = "viki@example.com";
            form.asker.network = network;
            REQUIRE(std::holds_alternative<Registered>(register_account(portal.context, form)));
        }
    }
    bool confirmed() { return portal.account(account).email_confirmed.has_value(); }
};
} // namespace

TEST_CASE_FIXTURE(Unconfirmed, "looking at the page behind the link confirms nothing")
{
    const auto view = view_confirmation(portal.context, token);
    CHECK(std::get<ConfirmationView>(view).email_masked == "v***i@example.com");
    CHECK_FALSE(confirmed());
}

TEST_CASE_FIXTURE(Unconfirmed, "the button confirms the address once")
{
    CHECK(std::get<AccountId>(confirm_email(portal.context, token, "192.0.2.1")) == account);
    CHECK(confirmed());
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, token, "192.0.2.1")) == LinkRefusal::used);
}

TEST_CASE_FIXTURE(Unconfirmed, "a link dies after 24 hours")
{
    portal.clock.forward(std::chrono::hours{24});
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, token, "192.0.2.1")) == LinkRefusal::expired);
    CHECK_FALSE(confirmed());
}

TEST_CASE_FIXTURE(Unconfirmed, "a new link stops the old one")
{
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account, kHome)) == Resent::sent);
    const auto newer = portal.take_mail().at(0).arguments.at("token");
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, token, "192.0.2.1")) == LinkRefusal::expired);
    CHECK(std::holds_alternative<AccountId>(confirm_email(portal.context, newer, "192.0.2.1")));
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account, kHome)) == Resent::already);
}

TEST_CASE_FIXTURE(Unconfirmed, "strangers' accounts send one mailbox few letters a day, and its owner still gets one")
{
    for (int network = 0; network < 5; ++network)
        bomb("stranger" + std::to_string(network) + "x", "203.0.113." + std::to_string(network), 10);
    constexpr std::size_t kFirst = 2; // of each network: they leave beyond the usual number
    CHECK(portal.take_mail().size() == portal.context.rules.mails_per_address - 1 + 4 * kFirst);
    portal.clock.forward(portal.context.rules.throttle_window);
    bomb("later", "203.0.113.77", 10);
    CHECK(portal.take_mail().size() == kFirst);
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account, kHome)) == Resent::sent);
    const auto letter = portal.take_mail();
    REQUIRE(letter.size() == 1);
    CHECK(
        std::holds_alternative<AccountId>(confirm_email(portal.context, letter[0].arguments.at("token"), "192.0.2.1")));
}

TEST_CASE_FIXTURE(Unconfirmed,
                  "a stranger who asks again and again from one network is answered as ever, and sends few letters")
{
    bomb("stranger", kElsewhere, 6);
    std::size_t letters = portal.take_mail().size();
    for (int i = 0; i < 6; ++i) {
        const auto id = portal.database->begin()->accounts().find_by_username("stranger" + std::to_string(i))->id;
        for (unsigned again = 0; again < portal.context.rules.mails_per_account; ++again)
            CHECK(std::get<Resent>(resend_confirmation(portal.context, id, kElsewhere)) == Resent::sent);
        letters += portal.take_mail().size();
    }
    CHECK(letters <= portal.context.rules.mails_per_network_and_address);
    CHECK(letters < portal.context.rules.mails_again_per_address); // so that its owner is still sent one
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account, kHome)) == Resent::sent);
    CHECK(portal.take_mail().size() == 1);
}

TEST_CASE_FIXTURE(
    Unconfirmed,
    "strangers' accounts that ask again, each from a network of its own, are answered as ever and send one "
    "mailbox few letters a day")
{
    std::vector<AccountId> strangers;
    for (int i = 0; i < 10; ++i) {
        auto form = tests::good_form("stranger" + std::to_string(i));
        form.email = i % 2 == 0 ? "viki+" + std::to_string(i) + "@example.com" : "Viki@example.com";
        form.asker.network = "203.0.113." + std::to_string(i);
        REQUIRE(std::holds_alternative<Registered>(register_account(portal.context, form)));
        strangers.push_back(portal.database->begin()->accounts().find_by_username(form.username)->id);
    }
    portal.take_mail();
    const auto ask_all = [&] {
        for (const auto id : strangers)
            for (unsigned again = 0; again < portal.context.rules.mails_per_account; ++again)
                CHECK(std::get<Resent>(resend_confirmation(portal.context, id, "198.51.100." + std::to_string(id))) ==
                      Resent::sent);
        return portal.take_mail().size();
    };
    // Three of them use up the usual number, and each of the others gets its first two.
    CHECK(ask_all() == portal.context.rules.mails_again_per_address + 7 * 2);
    portal.clock.forward(std::chrono::hours{24});
    CHECK(ask_all() == portal.context.rules.mails_again_per_address + 7 * 2);
}

TEST_CASE_FIXTURE(Unconfirmed, "one account asks for so many letters a day")
{
    for (unsigned i = 0; i < portal.context.rules.mails_per_account; ++i)
        CHECK(std::get<Resent>(resend_confirmation(portal.context, account, kHome)) == Resent::sent);
    portal.take_mail();
    CHECK(std::holds_alternative<TooMany>(resend_confirmation(portal.context, account, kHome)));
    CHECK(portal.take_mail().empty());
    portal.clock.forward(std::chrono::hours{24});
    CHECK(std::get<Resent>(resend_confirmation(portal.context, account, kHome)) == Resent::sent);
}

TEST_CASE_FIXTURE(Unconfirmed, "a corrected address takes the place of the first, whose link dies")
{
    CHECK(std::get<Resent>(correct_address(portal.context, account, "right@example.com", "192.0.2.1")) == Resent::sent);
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.recipient == "right@example.com");
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, token, "192.0.2.1")) == LinkRefusal::expired);
    CHECK(std::get<AccountId>(confirm_email(portal.context, mail.arguments.at("token"), "192.0.2.1")) == account);
    CHECK(portal.account(account).email == "right@example.com");
}

TEST_CASE_FIXTURE(Unconfirmed, "a confirmed address is not corrected but changed in the account")
{
    confirm_email(portal.context, token, "192.0.2.1");
    CHECK(std::get<Resent>(correct_address(portal.context, account, "thief@example.com", "192.0.2.1")) ==
          Resent::already);
    CHECK(portal.account(account).email == "viki@example.com");
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Unconfirmed, "an address is corrected so many times a day, and one too many changes nothing")
{
    const auto corrected = [&](unsigned i) {
        return correct_address(portal.context, account, "viki" + std::to_string(i) + "@example.com", "192.0.2.1");
    };
    const auto most = portal.context.rules.mails_per_account;
    for (unsigned i = 0; i < most; ++i)
        CHECK(std::get<Resent>(corrected(i)) == Resent::sent);
    CHECK(std::holds_alternative<TooMany>(corrected(most)));
    const auto last = portal.take_mail().at(most - 1);
    CHECK(portal.account(account).email == last.recipient);
    CHECK(std::get<AccountId>(confirm_email(portal.context, last.arguments.at("token"), "192.0.2.1")) == account);
}

TEST_CASE_FIXTURE(Unconfirmed, "who corrects to an address that has all its accounts is answered as ever")
{
    portal.context.rules.accounts_per_email = 1;
    portal.citizen("ivan"); // ivan@example.com
    CHECK(std::get<Resent>(correct_address(portal.context, account, "ivan@example.com", "192.0.2.1")) == Resent::sent);
    CHECK(portal.take_mail().at(0).kind == MailKind::account_limit);
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, token, "192.0.2.1")) == LinkRefusal::expired);
}

TEST_CASE("a mailbox is one by letter case and by what follows a plus")
{
    for (const auto* email : {"ivan@example.bg", "IVAN@Example.BG", "ivan+2@example.bg", "Ivan+a+b@example.bg"})
        CHECK(mailbox_of(email) == "ivan@example.bg");
    CHECK(mailbox_of("+@example.bg") == "+@example.bg");
    CHECK(mailbox_of("ivan@example+bg") == "ivan@example+bg");
}

TEST_CASE("dots make no other mailbox where the provider leaves them out, and elsewhere they do")
{
    for (const auto* email : {"ivanpetrov@gmail.com", "i.v.a.n.petrov@gmail.com", "Ivan.Petrov+2@GoogleMail.com"})
        CHECK(mailbox_of(email) == "ivanpetrov@gmail.com");
    CHECK(mailbox_of("ivan.petrov@example.bg") == "ivan.petrov@example.bg");
    CHECK(mailbox_of("ivan.petrov@notgmail.com") == "ivan.petrov@notgmail.com");
    CHECK(mailbox_of("gmail.com") == "gmail.com");
}

TEST_CASE_FIXTURE(Unconfirmed, "who spells one mailbox in many ways gets no more letters into it")
{
    const auto most = portal.context.rules.recovery_mails_per_address;
    const std::string local = "ivanpetrovivanov";
    portal.take_mail();
    for (unsigned i = 1; i <= most + 2; ++i)
        request_reset(portal.context, {std::string{local}.insert(i, ".") + "@gmail.com", Language::bulgarian,
                                       "203.0.113." + std::to_string(i % 3)});
    CHECK(portal.take_mail().size() <= most);
}

TEST_CASE_FIXTURE(Unconfirmed, "an invented token is unknown")
{
    CHECK(std::get<LinkRefusal>(confirm_email(portal.context, "x", "192.0.2.1")) == LinkRefusal::unknown);
}

TEST_CASE("one subscriber asks for so many letters a day, whoever they are for")
{
    Rules rules;
    rules.mails_per_site = 4;
    TestPortal portal{rules};
    const auto registered = [&](const std::string& username, const std::string& network) {
        auto form = tests::good_form(username);
        form.asker.network = network;
        register_account(portal.context, form);
        return portal.take_mail().size();
    };
    for (const auto* username : {"ana", "boris", "vera", "galya"})
        CHECK(registered(username, "2001:db8:1:" + std::to_string(username[0]) + "::1") == 1);
    CHECK(registered("dimo", "2001:db8:1:ffff::1") == 0);
    CHECK(registered("elena", "2001:db8:2::1") == 1);
}
