#include <functional>

#include <doctest/doctest.h>

#include "portal/domain/closing.hpp"
#include "portal/domain/new_address.hpp"
#include "portal/domain/number_change.hpp"
#include "portal/domain/own_data.hpp"
#include "portal/domain/phone.hpp"
#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/domain/meanwhile.hpp"

using namespace portal::domain;
using tests::Authenticator;
using tests::TestPortal;

namespace {
struct Asked {
    TestPortal portal;
    Account viki{portal.account(portal.citizen("viki"))};

    PasswordAgain again(const std::string& password, const std::string& browser = "",
                        const std::string& network = "192.0.2.1")
    {
        return check_password_again(portal.context, viki, {password, network, browser});
    }
    bool right(const std::string& browser)
    {
        return std::holds_alternative<RightPassword>(again(TestPortal::kPassword, browser));
    }
};

/// An act that looks at the password, whatever it answers otherwise.
template <class Act, class... Given>
auto refused_by(Act act, Given... given)
{
    return [=](const Context& context, const Account& account) {
        return std::holds_alternative<WrongPassword>(act(context, account, given...));
    };
}

struct Protected : Asked {
    Authenticator app{portal, viki.id};
    Protected() { app.enrol(); }

    /// Of an act that is given this code: that it is wrong.
    using Act = std::function<bool(const std::string& code)>;
    template <class Does, class... Before>
    Act act(Does does, Before... before)
    {
        return [this, does, before...](const std::string& code) {
            const auto answer = does(portal.context, portal.account(viki.id), before..., Authenticator::form(code));
            return std::holds_alternative<WrongCode>(answer);
        };
    }
    Act ask_address()
    {
        return act([](const Context& context, const Account& account, OwnerProof proof) {
            return ask_new_address(context, account, {"new@example.com", std::move(proof)});
        });
    }
    Act ask_telephone()
    {
        return act([](const Context& context, const Account& account, OwnerProof proof) {
            return ask_phone(context, account, {"+359899765432", std::move(proof)});
        });
    }
    Act withdraw_number()
    {
        return act([](const Context& context, const Account& account, OwnerProof proof) {
            return change_verified_number(context, account, {{}, "", std::move(proof)});
        });
    }
};
} // namespace

TEST_CASE_FIXTURE(Asked, "the owner's password is right, another is wrong")
{
    CHECK(std::holds_alternative<RightPassword>(again(TestPortal::kPassword)));
    CHECK(std::holds_alternative<WrongPassword>(again("друга дълга парола")));
}

TEST_CASE_FIXTURE(Asked, "guesses at the password again and at the log-in are counted together")
{
    const auto& rules = portal.context.rules;
    for (unsigned i = 0; i < rules.failures_per_account_and_network; ++i)
        CHECK(std::holds_alternative<WrongPassword>(again("друга дълга парола")));
    CHECK(std::holds_alternative<TooMany>(again(TestPortal::kPassword)));
    CHECK(std::holds_alternative<TooMany>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""})));
    CHECK(
        std::holds_alternative<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "198.51.100.1", ""})));
}

TEST_CASE_FIXTURE(Asked, "a neighbour's guesses keep the owner at a known browser from nothing")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    for (unsigned i = 0; i < portal.context.rules.failures_per_account_and_network; ++i)
        log_in(portal.context, {"viki", "друга дълга парола", "192.0.2.1", ""});
    REQUIRE(std::holds_alternative<TooMany>(again(TestPortal::kPassword)));
    CHECK(right(home.browser));
}

TEST_CASE_FIXTURE(Asked, "a stolen session guesses from no more networks than the log-in")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    for (unsigned i = 0; i < portal.context.rules.failures_in_a_row; ++i)
        REQUIRE(std::holds_alternative<WrongPassword>(
            again("друга дълга парола", "", "198.51.100." + std::to_string(i % 50))));
    CHECK_FALSE(right(""));
    CHECK(std::holds_alternative<WrongCredentials>(
        log_in(portal.context, {"viki", TestPortal::kPassword, "203.0.113.7", ""})));
    CHECK(right(home.browser));
    CHECK(portal.take_mail().at(0).kind == MailKind::entrance_closed);
}

TEST_CASE_FIXTURE(Asked, "a known browser in which a hundred wrong passwords in a row were given is known no more")
{
    const auto home = std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""}));
    for (unsigned i = 0; i < portal.context.rules.failures_in_a_row; ++i) {
        if (i % 10 == 0) portal.clock.forward(portal.context.rules.throttle_window);
        REQUIRE(std::holds_alternative<WrongPassword>(again("друга дълга парола", home.browser)));
    }
    CHECK_FALSE(portal.database->read()->known_browsers().known(viki.id, hash_of_token(home.browser)));
}

TEST_CASE_FIXTURE(Asked, "an act that waits for its password to be looked at does not happen under another one")
{
    Authenticator app{portal, viki.id};
    std::function<bool(const Context&, const Account&)> refused;
    const std::string password = TestPortal::kPassword;
    const OwnerProof given{password, "192.0.2.1"};
    SUBCASE("another address")
    {
        refused = refused_by(ask_new_address, NewAddressForm{"thief@example.com", password, "192.0.2.1"});
    }
    SUBCASE("the address of a new account")
    {
        viki = portal.account(portal.newcomer("newcomer"));
        refused = refused_by(ask_new_address, NewAddressForm{"thief@example.com", password, "192.0.2.1"});
    }
    SUBCASE("a second factor")
    {
        const auto offer = offer_second_factor(portal.context, viki.id);
        app.secret = Authenticator::bytes_of_base32(offer.secret);
        refused = refused_by(enrol_second_factor, offer.sealed, Authenticator::form(app.code()));
    }
    SUBCASE("no second factor")
    {
        app.enrol();
        refused = refused_by(remove_second_factor, Authenticator::form(app.code()));
    }
    SUBCASE("other recovery codes")
    {
        app.enrol();
        refused = refused_by(renew_recovery_codes, Authenticator::form(app.code()));
    }
    SUBCASE("closing")
    {
        refused = refused_by(close_account, Authenticator::form(""));
    }
    SUBCASE("another telephone")
    {
        refused = refused_by(ask_phone, PhoneForm{"+359899765432", password, "192.0.2.1"});
    }
    SUBCASE("no telephone")
    {
        refused = refused_by(remove_phone, given);
    }
    SUBCASE("another personal number")
    {
        refused = refused_by(change_verified_number, NumberChange{{}, "", password, "192.0.2.1"});
    }
    SUBCASE("a copy of all data")
    {
        refused = refused_by(take_own_data, given);
    }
    portal.take_mail();
    tests::Meanwhile database{*portal.database, 3, [&] {
                                  const auto transaction = portal.database->begin();
                                  transaction->accounts().set_password(
                                      viki.id, std::get<PasswordHash>(portal.passwords.hash("съвсем друга парола")));
                                  transaction->commit();
                              }};
    const Context context{database, portal.keys, portal.passwords, portal.clock, portal.context.rules};
    CHECK(refused(context, viki));
    REQUIRE(database.happened());
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Protected, "a code that was given with an act that is refused for another reason stays good")
{
    portal.confirm_phone(viki.id);
    const auto code = app.recovery.at(0);
    const auto ask = [&](const std::string& phone) {
        return ask_phone(portal.context, portal.account(viki.id), {phone, Authenticator::form(code)});
    };
    CHECK(std::get<PhoneRefusal>(ask(tests::good_form("viki").phone)) == PhoneRefusal::same);
    CHECK(std::holds_alternative<PhoneAsked>(ask("+359899765432")));
    CHECK(std::holds_alternative<WrongCode>(ask("+359899765431")));
}

TEST_CASE_FIXTURE(Protected, "with a second factor, what changes or gives out an account wants its code, too")
{
    Act refuses_code;
    SUBCASE("another address")
    {
        refuses_code = ask_address();
    }
    SUBCASE("another telephone")
    {
        refuses_code = ask_telephone();
    }
    SUBCASE("no telephone")
    {
        refuses_code = act(remove_phone);
    }
    SUBCASE("another personal number")
    {
        refuses_code = withdraw_number();
    }
    SUBCASE("a copy of all data")
    {
        refuses_code = act(take_own_data);
    }
    SUBCASE("all data on a page")
    {
        refuses_code = act(show_own_data);
    }
    SUBCASE("closing")
    {
        refuses_code = act(close_account);
    }
    SUBCASE("no second factor")
    {
        refuses_code = act(remove_second_factor);
    }
    SUBCASE("other recovery codes")
    {
        refuses_code = act(renew_recovery_codes);
    }
    portal.take_mail();
    CHECK(refuses_code(""));
    CHECK(refuses_code("000000"));
    CHECK(portal.take_mail().empty());
    CHECK_FALSE(refuses_code(app.code()));
}

TEST_CASE_FIXTURE(Protected, "a code that opened one act opens no second one")
{
    const auto code = app.code();
    CHECK_FALSE(ask_address()(code));
    CHECK(ask_telephone()(code));
}

TEST_CASE_FIXTURE(Protected, "codes guessed at one act are counted with those at all others")
{
    for (unsigned i = 0; i < portal.context.rules.codes_per_account_and_network; ++i)
        CHECK((i % 2 == 0 ? ask_address() : withdraw_number())("000000"));
    CHECK(std::holds_alternative<TooMany>(
        remove_phone(portal.context, portal.account(viki.id), Authenticator::form(app.code()))));
}
