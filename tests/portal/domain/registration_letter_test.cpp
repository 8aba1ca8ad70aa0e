#include "portal/domain/registration_letter.hpp"

#include <doctest/doctest.h>

#include "portal/domain/email_confirmation.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct Letter {
    TestPortal portal;

    std::variant<FirstLetterSent, RegistrationFault, TooMany> ask(const char* email = "viki@Example.com",
                                                                  const char* network = "192.0.2.1") const
    {
        return send_first_letter(portal.context, email, Language::english, network);
    }
    std::string token()
    {
        ask();
        return portal.take_mail().at(0).arguments.at("token");
    }
    SealedForm opened(const std::string& token) const
    {
        return std::get<SealedForm>(open_first_letter(portal.context, token));
    }
    Registration finished(const SealedForm& form) const
    {
        auto registration = tests::good_form("viki");
        registration.email = form.answer("email");
        registration.asker.form = form.id;
        registration.by_letter = true;
        return registration;
    }
};
} // namespace

TEST_CASE_FIXTURE(Letter, "the link brings back the address and nothing is kept of it meanwhile")
{
    CHECK(std::get<FirstLetterSent>(ask()).email == "viki@example.com");
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::first_letter);
    CHECK(mail.language == Language::english);
    CHECK(mail.recipient == "viki@example.com");
    CHECK(opened(mail.arguments.at("token")).answer("email") == "viki@example.com");
    CHECK(std::get<RegistrationFault>(ask("viki")) == RegistrationFault::email_wrong);
}

TEST_CASE_FIXTURE(Letter, "who registers from the letter has confirmed the address")
{
    const auto registered = std::get<Registered>(register_account(portal.context, finished(opened(token()))));
    CHECK(registered.confirmed);
    CHECK(portal.account(registered.account).email_confirmed);
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Letter, "a letter makes one account, and can be opened until then")
{
    const auto text = token();
    opened(text);
    REQUIRE(std::holds_alternative<Registered>(register_account(portal.context, finished(opened(text)))));
    CHECK(std::get<FirstLetterRefusal>(open_first_letter(portal.context, text)) == FirstLetterRefusal::used);
    auto other = finished(SealedForm{});
    other.asker.form =
        finished(std::get<SealedForm>(open_form(portal.keys, "first-letter", text, 24h, portal.clock.now())))
            .asker.form;
    other.username = "another";
    CHECK(std::holds_alternative<FormFinished>(register_account(portal.context, other)));
}

TEST_CASE_FIXTURE(Letter, "a letter can be opened for 24 hours, and its form has its own time from then on")
{
    const auto text = token();
    portal.clock.forward(24h - 1s);
    CHECK(opened(text).begun == portal.clock.now());
    portal.clock.forward(1s);
    CHECK(std::get<FirstLetterRefusal>(open_first_letter(portal.context, text)) == FirstLetterRefusal::expired);
    CHECK(std::get<FirstLetterRefusal>(open_first_letter(portal.context, text + "x")) == FirstLetterRefusal::unknown);
}

TEST_CASE_FIXTURE(Letter, "a network is sent three letters an hour")
{
    for (const auto* email : {"a@example.com", "b@example.com", "c@example.com"})
        CHECK(std::holds_alternative<FirstLetterSent>(ask(email)));
    CHECK(std::holds_alternative<TooMany>(ask("d@example.com")));
    CHECK(std::holds_alternative<FirstLetterSent>(ask("d@example.com", "198.51.100.7")));
    portal.clock.forward(1h);
    CHECK(std::holds_alternative<FirstLetterSent>(ask("d@example.com")));
}

TEST_CASE_FIXTURE(Letter, "one mailbox gets so many letters a day, and nobody who asks learns of it")
{
    for (unsigned i = 0; i < 5 * portal.context.rules.mails_per_address; ++i)
        CHECK(
            std::holds_alternative<FirstLetterSent>(ask("viki@example.com", ("192.0.2." + std::to_string(i)).c_str())));
    CHECK(portal.take_mail().size() == 4 * portal.context.rules.mails_per_address); // the most, whoever asks
}

TEST_CASE_FIXTURE(Letter, "an address with all its accounts is told so by letter alone")
{
    portal.context.rules.accounts_per_email = 1;
    const auto before = opened(token());
    auto first = tests::good_form("first");
    first.email = "viki@example.com";
    register_account(portal.context, first);
    REQUIRE(std::holds_alternative<AccountId>(
        confirm_email(portal.context, portal.take_mail().at(0).arguments.at("token"), "192.0.2.1")));

    CHECK(std::holds_alternative<FirstLetterSent>(ask()));
    CHECK(portal.take_mail().at(0).kind == MailKind::account_limit);
    // Also where it was filled up while the form was on its way.
    CHECK_FALSE(std::get<Registered>(register_account(portal.context, finished(before))).confirmed);
    CHECK(portal.take_mail().at(0).kind == MailKind::account_limit);
}
