#include <set>

#include <doctest/doctest.h>

#include "portal/domain/password_change.hpp"
#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/domain/meanwhile.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::Authenticator;
using tests::TestPortal;

namespace {
struct Protected {
    TestPortal portal;
    AccountId id{portal.citizen("viki")};
    Authenticator app{portal, id};

    Account viki() { return portal.account(id); }
    SecondFactorAnswer enrol(const std::string& sealed, const OwnerProof& form)
    {
        return enrol_second_factor(portal.context, viki(), sealed, form);
    }
    RemovalAnswer remove(const OwnerProof& form) { return remove_second_factor(portal.context, viki(), form); }
    std::optional<SecondFactorState> state() { return second_factor_of(portal.context, id); }
    void pause() { portal.pause(id, PauseReason::reset_by_mail); }
    std::variant<ProvenBy, WrongCode, NoSecondFactor, TooMany> prove(const std::string& network,
                                                                     const std::string& code)
    {
        const auto transaction = portal.database->begin();
        auto proof = prove_second_factor(*transaction, portal.context, {id, network}, code);
        transaction->commit();
        return proof;
    }
    /// Wrong ones, as many as a day has, from so many networks that no limit of one stops them.
    void use_up_codes()
    {
        for (unsigned i = 0; i < portal.context.rules.codes_per_account_and_day; ++i)
            REQUIRE(std::holds_alternative<WrongCode>(prove("203.0.113." + std::to_string(i), "1")));
    }
    std::vector<std::string> events()
    {
        std::vector<std::string> kinds;
        for (const auto& event : portal.database->read()->audit().of_account(id, 50))
            kinds.insert(kinds.begin(), event.kind);
        return kinds;
    }
};
} // namespace

TEST_CASE_FIXTURE(Protected, "a second factor stands once a code of it came back with the password")
{
    CHECK_FALSE(state());
    app.enrol();
    REQUIRE(state());
    CHECK(state()->codes_left == 10);
    CHECK(events() == std::vector<std::string>{"second_factor.enrolled"});
    const auto mail = portal.take_mail();
    REQUIRE(mail.size() == 1);
    CHECK(mail[0].kind == MailKind::second_factor);
    CHECK(mail[0].arguments.contains("on"));
}

TEST_CASE_FIXTURE(Protected, "a wrong code or a wrong password enrols nothing")
{
    const auto offer = offer_second_factor(portal.context, id);
    const auto secret = Authenticator::bytes_of_base32(offer.secret);
    const auto code = totp_code(secret, totp_step(portal.clock.now()));
    const auto other = totp_code(secret, totp_step(portal.clock.now()) + 5);
    CHECK(std::holds_alternative<WrongCode>(enrol(offer.sealed, Authenticator::form(other))));
    CHECK(std::holds_alternative<WrongPassword>(enrol(offer.sealed, Authenticator::form(code, "друга дълга парола"))));
    CHECK_FALSE(state());
    CHECK(portal.take_mail().empty());
    const auto with_blanks = code.substr(0, 3) + " " + code.substr(3);
    CHECK(std::holds_alternative<RecoveryCodes>(enrol(offer.sealed, Authenticator::form(with_blanks))));
}

TEST_CASE_FIXTURE(Protected, "an offer is of one account, for an hour, and no other text is one")
{
    const auto other = portal.citizen("other");
    const auto offer = offer_second_factor(portal.context, other);
    const auto mine = offer_second_factor(portal.context, id);
    const auto is_over = [&](const std::string& sealed) {
        return std::holds_alternative<OfferOver>(enrol(sealed, Authenticator::form("123456")));
    };
    CHECK(is_over(offer.sealed));
    CHECK(is_over(""));
    CHECK(is_over("key.AAAA"));
    CHECK(is_over(mine.sealed.substr(0, mine.sealed.size() - 8)));
    CHECK(reopen_offer(portal.context, id, mine.sealed)->secret == mine.secret);
    CHECK_FALSE(is_over(mine.sealed));
    portal.clock.forward(1h);
    CHECK(is_over(mine.sealed));
}

TEST_CASE_FIXTURE(Protected, "a second factor that stands is not replaced by another")
{
    app.enrol();
    Authenticator another{portal, id};
    const auto offer = offer_second_factor(portal.context, id);
    const auto code = totp_code(Authenticator::bytes_of_base32(offer.secret), totp_step(portal.clock.now()));
    CHECK(std::holds_alternative<SecondFactorStands>(enrol(offer.sealed, Authenticator::form(code))));
    CHECK(std::holds_alternative<SecondFactorRemoved>(remove(Authenticator::form(app.code()))));
}

TEST_CASE_FIXTURE(Protected,
                  "a button that is pressed twice at once turns a second factor on once, and tells of no wrong code")
{
    const auto offer = offer_second_factor(portal.context, id);
    const auto form =
        Authenticator::form(totp_code(Authenticator::bytes_of_base32(offer.secret), totp_step(portal.clock.now())));
    tests::Meanwhile database{*portal.database, 2,
                              [&] { REQUIRE(std::holds_alternative<RecoveryCodes>(enrol(offer.sealed, form))); }};
    const Context context{database, portal.keys, portal.passwords, portal.clock, portal.context.rules};
    CHECK(std::holds_alternative<SecondFactorStands>(
        enrol_second_factor(context, portal.account(id), offer.sealed, form)));
    CHECK(database.happened());
}

TEST_CASE_FIXTURE(Protected, "an account whose address nobody confirmed enrols none")
{
    register_account(portal.context, tests::good_form("newcomer"));
    const auto newcomer = portal.database->read()->accounts().find_by_username("newcomer")->id;
    const auto offer = offer_second_factor(portal.context, newcomer);
    CHECK(std::holds_alternative<AddressUnconfirmed>(
        enrol_second_factor(portal.context, portal.account(newcomer), offer.sealed, Authenticator::form("123456"))));
}

TEST_CASE_FIXTURE(Protected, "the secret stands encrypted, and of recovery codes their hashes alone")
{
    app.enrol();
    const auto stored = portal.database->read()->second_factors().find(id);
    REQUIRE(stored);
    CHECK(stored->secret.key == portal.keys.data.id);
    CHECK(std::ranges::search(stored->secret.bytes, app.secret).empty());
    CHECK(std::set<std::string>(app.recovery.begin(), app.recovery.end()).size() == 10);
    for (const auto& code : app.recovery) {
        CHECK(code.size() == 12);
        CHECK(code.find_first_not_of("0123456789") == std::string::npos);
    }
}

TEST_CASE_FIXTURE(Protected, "it is turned off with the password and a code, each of which is needed")
{
    app.enrol();
    portal.take_mail();
    CHECK(std::holds_alternative<WrongPassword>(remove(Authenticator::form(app.code(), "друга дълга парола"))));
    CHECK(std::holds_alternative<WrongCode>(remove(Authenticator::form("000000"))));
    CHECK(state());
    CHECK(std::holds_alternative<SecondFactorRemoved>(remove(Authenticator::form(app.code()))));
    CHECK_FALSE(state());
    CHECK(std::holds_alternative<NoSecondFactor>(remove(Authenticator::form(app.code()))));
    const auto mail = portal.take_mail();
    REQUIRE(mail.size() == 1);
    CHECK(mail[0].arguments.contains("off"));
}

TEST_CASE_FIXTURE(Protected, "who lost the app turns it off with a recovery code and enrols another")
{
    app.enrol();
    CHECK(std::holds_alternative<SecondFactorRemoved>(remove(Authenticator::form(app.recovery[3]))));
    CHECK_NOTHROW(app.enrol());
}

TEST_CASE_FIXTURE(Protected, "new recovery codes end the older ones")
{
    app.enrol();
    const auto older = app.recovery[0];
    const auto answer = renew_recovery_codes(portal.context, viki(), Authenticator::form(app.code()));
    REQUIRE(std::holds_alternative<RecoveryCodes>(answer));
    CHECK(std::holds_alternative<WrongCode>(remove(Authenticator::form(older))));
    CHECK(std::holds_alternative<SecondFactorRemoved>(
        remove(Authenticator::form(std::get<RecoveryCodes>(answer).front()))));
    CHECK(portal.take_mail().size() == 3);
}

TEST_CASE_FIXTURE(Protected, "a code counts once")
{
    app.enrol();
    const auto code = app.code();
    const auto prove = [&](const std::string& typed) {
        const auto transaction = portal.database->begin();
        const auto proof = prove_second_factor(*transaction, portal.context, {id, "192.0.2.1"}, typed);
        transaction->commit();
        return std::holds_alternative<ProvenBy>(proof);
    };
    CHECK(prove(code));
    CHECK_FALSE(prove(code));
    app.next();
    CHECK_FALSE(prove(code));
    CHECK(prove(app.code()));
    CHECK(prove(app.recovery[0]));
    CHECK_FALSE(prove(app.recovery[0]));
    CHECK(state()->codes_left == 9);
}

TEST_CASE_FIXTURE(Protected, "while the account is paused nothing of it changes")
{
    app.enrol();
    pause();
    CHECK(std::holds_alternative<AccountPaused>(remove(Authenticator::form(app.code()))));
    CHECK(std::holds_alternative<AccountPaused>(
        renew_recovery_codes(portal.context, viki(), Authenticator::form(app.code()))));
    CHECK(state()->codes_left == 10);
}

TEST_CASE_FIXTURE(Protected, "while the account is paused no second factor is enrolled, whatever the page knew")
{
    const auto offer = offer_second_factor(portal.context, id);
    const auto code = totp_code(Authenticator::bytes_of_base32(offer.secret), totp_step(portal.clock.now()));
    const auto before = viki();
    pause();
    CHECK(std::holds_alternative<AccountPaused>(enrol(offer.sealed, Authenticator::form(code))));
    CHECK(std::holds_alternative<AccountPaused>(
        enrol_second_factor(portal.context, before, offer.sealed, Authenticator::form(code))));
    CHECK_FALSE(state());
}

TEST_CASE_FIXTURE(Protected, "wrong codes are counted for account and network, and altogether until a right one comes")
{
    app.enrol();
    const auto prove = [&](const std::string& network, const std::string& code) {
        const auto transaction = portal.database->begin();
        auto proof = prove_second_factor(*transaction, portal.context, {id, network}, code);
        transaction->commit();
        return proof;
    };
    const auto& rules = portal.context.rules;
    for (unsigned i = 0; i < rules.codes_per_account_and_network; ++i)
        CHECK(std::holds_alternative<WrongCode>(prove("198.51.100.1", "1")));
    CHECK(std::holds_alternative<TooMany>(prove("198.51.100.1", app.code())));
    CHECK(std::holds_alternative<ProvenBy>(prove("192.0.2.1", app.code())));
    app.next();
    for (unsigned i = 0; i < rules.codes_per_account_and_day; ++i)
        CHECK(std::holds_alternative<WrongCode>(prove("203.0.113." + std::to_string(i), "1")));
    CHECK(std::holds_alternative<TooMany>(prove("192.0.2.1", app.code())));
    portal.clock.forward(24h);
    CHECK(std::holds_alternative<ProvenBy>(prove("192.0.2.1", app.code())));
}

TEST_CASE_FIXTURE(Protected, "wrong codes behind a stolen password keep nobody out after another password")
{
    app.enrol();
    use_up_codes();
    REQUIRE(std::holds_alternative<TooMany>(prove("192.0.2.1", app.code())));
    const PasswordChange change{TestPortal::kPassword, "съвсем друга дълга парола", "", "192.0.2.1"};
    REQUIRE(std::holds_alternative<PasswordChanged>(change_password(portal.context, portal.account(id), change)));
    CHECK(std::holds_alternative<ProvenBy>(prove("192.0.2.1", app.code())));
}

TEST_CASE_FIXTURE(Protected, "who reads the mailbox gets no more tries at the codes by setting the password again")
{
    app.enrol();
    portal.take_mail();
    portal.set_password_by_mail("viki@example.com", "парола по пощата");
    use_up_codes();
    portal.set_password_by_mail("viki@example.com", "друга парола по пощата");
    use_up_codes(); // forgiven once
    portal.set_password_by_mail("viki@example.com", "трета парола по пощата");
    CHECK(std::holds_alternative<TooMany>(prove("192.0.2.1", app.code())));
    portal.clock.forward(24h);
    CHECK(std::holds_alternative<ProvenBy>(prove("192.0.2.1", app.code())));
}
