#include "portal/domain/phone.hpp"

#include <doctest/doctest.h>

#include "portal/domain/housekeeping.hpp"
#include "tests/portal/domain/desk.hpp"
#include "tests/portal/domain/texts_sent.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::take_texts;
using tests::TestPortal;

namespace {
constexpr auto kOld = "+359888123456"; // as the test's citizens gave it, unconfirmed
constexpr auto kNew = "+359899765432";

struct Calling {
    TestPortal portal;
    AccountId id{portal.citizen("viki")};

    Phone phone() { return phone_of(portal.context, id); }
    PhoneAnswer ask(const std::string& number, const std::string& password = TestPortal::kPassword,
                    const std::string& network = "192.0.2.1")
    {
        return ask_phone(portal.context, portal.account(id), {number, password, network});
    }
    /// Asks, and reads the code off the telephone.
    std::string code_for(const std::string& number)
    {
        REQUIRE(std::holds_alternative<PhoneAsked>(ask(number)));
        const auto texts = take_texts(portal.context);
        REQUIRE(texts.size() == 1);
        CHECK(texts[0].kind == TextKind::phone_code);
        return texts[0].arguments.at("code");
    }
    auto give(const std::string& code) { return confirm_phone(portal.context, id, code); }
    bool confirms(const std::string& code) { return std::holds_alternative<PhoneConfirmed>(give(code)); }
    static std::string other_than(const std::string& code) { return code == "000000" ? "000001" : "000000"; }
    void pause() { portal.pause(id, PauseReason::alarm); }
};
} // namespace

TEST_CASE_FIXTURE(Calling, "a number counts once the code that was sent to it came back")
{
    CHECK(phone().number == kOld);
    CHECK_FALSE(phone().confirmed);
    const auto code = code_for("0899 765 432");
    CHECK(code.size() == 6);
    CHECK(phone().number == kOld);
    CHECK(phone().waiting == kNew);
    CHECK(confirms(code.substr(0, 3) + " " + code.substr(3)));
    CHECK(phone().number == kNew);
    CHECK(phone().confirmed == portal.clock.now());
    CHECK(phone().waiting.empty());
    CHECK(std::holds_alternative<PhoneOver>(give(code)));
}

TEST_CASE_FIXTURE(Calling, "the number that stands unconfirmed is confirmed likewise, and nobody is told of a change")
{
    CHECK(confirms(code_for(kOld)));
    CHECK(phone().confirmed);
    CHECK(portal.take_mail().empty());
    CHECK(std::get<PhoneRefusal>(ask(kOld)) == PhoneRefusal::same);
}

TEST_CASE_FIXTURE(Calling, "the number until now is told by text message, and the owner by mail")
{
    confirms(code_for(kOld));
    confirms(code_for(kNew));
    const auto texts = take_texts(portal.context);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].kind == TextKind::phone_replaced);
    CHECK(texts[0].phone == kOld);
    const auto mail = portal.take_mail();
    REQUIRE(mail.size() == 1);
    CHECK(mail[0].kind == MailKind::phone_changed);
}

TEST_CASE_FIXTURE(Calling, "a number that nobody confirmed is told nothing: it may be a stranger's")
{
    confirms(code_for(kNew));
    CHECK(take_texts(portal.context).empty());
    CHECK(portal.take_mail().size() == 1);
}

TEST_CASE_FIXTURE(Calling, "a code is valid for ten minutes")
{
    const auto code = code_for(kNew);
    portal.clock.forward(10min - 1s);
    CHECK(phone().waiting == kNew);
    portal.clock.forward(1s);
    CHECK(phone().waiting.empty());
    CHECK(std::holds_alternative<PhoneOver>(give(code)));
}

TEST_CASE_FIXTURE(Calling, "after the fifth wrong code the right one is of no use")
{
    const auto code = code_for(kNew);
    for (unsigned i = 1; i < portal.context.rules.codes_per_sign_in; ++i)
        CHECK(std::holds_alternative<WrongCode>(give(other_than(code))));
    CHECK(std::holds_alternative<PhoneOver>(give(other_than(code))));
    CHECK(std::holds_alternative<PhoneOver>(give(code)));
    CHECK(phone().number == kOld);
}

TEST_CASE_FIXTURE(Calling, "a code is of one account and one number")
{
    const auto code = code_for(kNew);
    const auto other = portal.citizen("other");
    CHECK(std::holds_alternative<PhoneOver>(confirm_phone(portal.context, other, code)));
    const auto newer = code_for("+359899000111");
    if (newer != code) CHECK_FALSE(confirms(code));
    CHECK(confirms(newer));
}

TEST_CASE_FIXTURE(Calling, "another code stops the older one")
{
    const auto first = code_for(kNew);
    CHECK(std::holds_alternative<PhoneAsked>(send_phone_code_again(portal.context, id, "192.0.2.1")));
    const auto texts = take_texts(portal.context);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].phone == kNew);
    const auto second = texts[0].arguments.at("code");
    if (second != first) CHECK_FALSE(confirms(first));
    CHECK(confirms(second));
    CHECK(std::holds_alternative<PhoneOver>(send_phone_code_again(portal.context, id, "192.0.2.1")));
}

TEST_CASE_FIXTURE(Calling, "the owner thinks better of another telephone")
{
    const auto code = code_for(kNew);
    withdraw_phone(portal.context, id);
    CHECK(phone().waiting.empty());
    CHECK(std::holds_alternative<PhoneOver>(give(code)));
}

TEST_CASE_FIXTURE(Calling, "a wrong password and what is no number send nothing")
{
    CHECK(std::holds_alternative<WrongPassword>(ask(kNew, "друга дълга парола")));
    CHECK(std::get<PhoneRefusal>(ask("12")) == PhoneRefusal::wrong);
    CHECK(take_texts(portal.context).empty());
}

TEST_CASE_FIXTURE(Calling, "codes by text message are limited by account, number and network")
{
    const auto& rules = portal.context.rules;
    for (unsigned i = 0; i < rules.texts_per_account; ++i)
        CHECK(std::holds_alternative<PhoneAsked>(ask(kNew)));
    CHECK(std::holds_alternative<TooMany>(ask(kNew)));
    CHECK(take_texts(portal.context).size() == rules.texts_per_phone);
    const auto other = portal.citizen("other");
    const auto asked = [&](AccountId account, const std::string& number, const std::string& network) {
        return ask_phone(portal.context, portal.account(account), {number, TestPortal::kPassword, network});
    };
    // Another's code to the same telephone: answered as ever, and after the first two not sent.
    for (int i = 0; i < 3; ++i)
        CHECK(std::holds_alternative<PhoneAsked>(asked(other, kNew, "198.51.100.1")));
    CHECK(take_texts(portal.context).size() == 2);
    for (unsigned i = 0; i < rules.texts_per_network; ++i) {
        const auto one = portal.citizen("caller" + std::to_string(i));
        CHECK(std::holds_alternative<PhoneAsked>(asked(one, "+3598990001" + std::to_string(10 + i), "203.0.113.1")));
    }
    CHECK(std::holds_alternative<TooMany>(asked(other, "+359899000177", "203.0.113.1")));
    portal.clock.forward(24h);
    CHECK(std::holds_alternative<PhoneAsked>(ask(kNew)));
}

TEST_CASE_FIXTURE(Calling, "who uses up the codes of somebody's number does not keep its owner from the next two")
{
    const auto usual = portal.context.rules.texts_per_phone;
    const auto ask_as = [&](const std::string& username) {
        const auto account = portal.citizen(username);
        for (unsigned i = 0; i < usual; ++i)
            ask_phone(portal.context, portal.account(account),
                      {kNew, TestPortal::kPassword, "198.51.100." + std::to_string(account)});
        return take_texts(portal.context).size();
    };
    CHECK(ask_as("stranger") == usual);
    std::string code;
    for (unsigned i = 0; i < 2; ++i)
        code = code_for(kNew);
    CHECK(std::holds_alternative<PhoneConfirmed>(give(code)));
    std::size_t more = 0;
    for (const auto* username : {"stranger2", "stranger3", "stranger4"})
        more += ask_as(username);
    CHECK(usual + 2 + more == 2 * usual); // a number gets no more in a day, whoever asks
}

TEST_CASE_FIXTURE(Calling, "while the account is paused no telephone changes")
{
    const auto code = code_for(kNew);
    pause();
    CHECK(std::holds_alternative<AccountPaused>(ask(kNew)));
    CHECK(std::holds_alternative<AccountPaused>(give(code)));
    CHECK(std::holds_alternative<AccountPaused>(send_phone_code_again(portal.context, id, "192.0.2.1")));
    CHECK(std::holds_alternative<AccountPaused>(
        remove_phone(portal.context, portal.account(id), {TestPortal::kPassword, "192.0.2.1"})));
    CHECK(phone().number == kOld);
}

TEST_CASE_FIXTURE(Calling, "a telephone is removed with the password, and its number is told")
{
    confirms(code_for(kOld));
    CHECK(std::holds_alternative<WrongPassword>(
        remove_phone(portal.context, portal.account(id), {"друга дълга парола", "192.0.2.1"})));
    CHECK(std::holds_alternative<PhoneRemoved>(
        remove_phone(portal.context, portal.account(id), {TestPortal::kPassword, "192.0.2.1"})));
    CHECK(phone().number.empty());
    CHECK_FALSE(phone().confirmed);
    CHECK(take_texts(portal.context).at(0).phone == kOld);
    CHECK(portal.take_mail().at(0).arguments.contains("removed"));
}

TEST_CASE_FIXTURE(Calling, "no code is sent to premium and satellite numbers")
{
    for (const auto* number : {"0900 12345", "+979 1 23456789", "+8816 1234 5678", "+882 16 12345678"}) {
        CAPTURE(number);
        const auto answer = ask(number);
        REQUIRE(std::holds_alternative<PhoneRefusal>(answer));
        CHECK(std::get<PhoneRefusal>(answer) == PhoneRefusal::costly);
    }
    CHECK(take_texts(portal.context).empty());
}

TEST_CASE("an account whose address nobody confirmed has no texts sent")
{
    TestPortal portal;
    const auto made = std::get<Registered>(register_account(portal.context, tests::good_form("viki")));
    CHECK(std::get<PhoneRefusal>(ask_phone(portal.context, portal.account(made.account),
                                           {kNew, TestPortal::kPassword, "192.0.2.1"})) == PhoneRefusal::unconfirmed);
}

TEST_CASE("of all accounts together no more codes leave in a day than the municipality pays for")
{
    Rules rules;
    rules.texts_in_all = 4;
    TestPortal portal{rules};
    const auto ask = [&](AccountId account) {
        return ask_phone(portal.context, portal.account(account), {kNew, TestPortal::kPassword, "192.0.2.1"});
    };
    CHECK(std::holds_alternative<PhoneAsked>(ask(portal.citizen("first"))));
    CHECK(std::holds_alternative<PhoneAsked>(ask(portal.citizen("second"))));
    CHECK(std::holds_alternative<TextsUsedUp>(ask(portal.citizen("third")))); // unverified ones have half of them
}

TEST_CASE("a verified account is not kept from its codes by the many that are not")
{
    tests::Desk desk;
    desk.portal.context.rules.texts_in_all = 3;
    const auto ask = [&](AccountId account) {
        return ask_phone(desk.portal.context, desk.portal.account(account), {kNew, TestPortal::kPassword, "192.0.2.1"});
    };
    CHECK(std::holds_alternative<PhoneAsked>(ask(desk.portal.citizen("first"))));
    CHECK(std::holds_alternative<PhoneAsked>(ask(desk.portal.citizen("second"))));
    CHECK(std::holds_alternative<TextsUsedUp>(ask(desk.viki)));
    desk.kiosk.tell(tests::good_verification("viki"));
    CHECK(std::holds_alternative<PhoneAsked>(ask(desk.viki)));
    CHECK(std::holds_alternative<TextsUsedUp>(ask(desk.viki)));
}

TEST_CASE("a verified account abroad is not kept from its codes by the many that are not, nor by neighbours")
{
    tests::Desk desk;
    auto& rules = desk.portal.context.rules;
    rules.texts_elsewhere = 2;
    rules.texts_per_network = 1;
    const auto ask = [&](AccountId account) {
        return ask_phone(desk.portal.context, desk.portal.account(account),
                         {"+49 30 901820", TestPortal::kPassword, "192.0.2.1"});
    };
    CHECK(std::holds_alternative<PhoneAsked>(ask(desk.portal.citizen("first"))));
    CHECK(std::holds_alternative<TooMany>(ask(desk.portal.citizen("second")))); // of the same network
    CHECK(std::holds_alternative<TooMany>(ask(desk.viki)));
    desk.kiosk.tell(tests::good_verification("viki"));
    CHECK(std::holds_alternative<PhoneAsked>(ask(desk.viki)));
}

TEST_CASE_FIXTURE(Calling, "few codes leave to calling codes that the municipality does not name")
{
    portal.context.rules.texts_elsewhere = 1;
    CHECK(std::holds_alternative<PhoneAsked>(ask("+49 30 901820")));
    CHECK(std::holds_alternative<TextsUsedUp>(ask("+49 30 901820")));
    CHECK(std::holds_alternative<PhoneAsked>(ask(kNew)));
    portal.context.rules.text_prefixes = {"+359", "+49"};
    CHECK(std::holds_alternative<PhoneAsked>(ask("+49 30 901820")));
}

TEST_CASE_FIXTURE(Calling, "all networks that one subscriber may have get the codes of five")
{
    portal.context.rules.texts_per_network = 1;
    portal.context.rules.texts_per_account = 20;
    const auto ask_from = [&](const std::string& network) { return ask(kNew, TestPortal::kPassword, network); };
    for (int i = 0; i < 5; ++i)
        CHECK(std::holds_alternative<PhoneAsked>(ask_from("2001:db8:1:" + std::to_string(i) + "::1")));
    CHECK(std::holds_alternative<TooMany>(ask_from("2001:db8:1:9::1")));
    CHECK(std::holds_alternative<PhoneAsked>(ask_from("2001:db8:2:1::1")));
}

TEST_CASE("a portal that sends no text messages takes no number")
{
    Rules rules;
    rules.sends_texts = false;
    TestPortal portal{rules};
    const auto viki = portal.account(portal.citizen("viki"));
    CHECK(std::get<PhoneRefusal>(ask_phone(portal.context, viki, {kNew, TestPortal::kPassword, "192.0.2.1"})) ==
          PhoneRefusal::no_texts);
}

TEST_CASE_FIXTURE(Calling, "requests that came to nothing are forgotten")
{
    code_for(kNew);
    portal.clock.forward(25h);
    keep_house(portal.context);
    CHECK_FALSE(portal.database->read()->phones().request(id));
}
