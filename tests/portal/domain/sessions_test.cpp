#include <doctest/doctest.h>

#include "portal/domain/staff.hpp"
#include "tests/portal/domain/meanwhile.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
LogIn form(const std::string& password = TestPortal::kPassword, const std::string& network = "192.0.2.1")
{
    return {"viki", password, network, "Firefox"};
}

struct Citizen {
    TestPortal portal;
    AccountId account{portal.citizen("viki")};
    std::string enter() { return std::get<LoggedIn>(log_in(portal.context, form())).token; }
};
} // namespace

TEST_CASE_FIXTURE(Citizen, "each log-in makes a new session")
{
    const auto first = enter();
    const auto second = enter();
    CHECK(first != second);
    CHECK(first.size() == 43);
    CHECK(resume_session(portal.context, first)->session.id != resume_session(portal.context, second)->session.id);
}

TEST_CASE_FIXTURE(Citizen, "an unknown username and a wrong password have one answer")
{
    CHECK(std::holds_alternative<WrongCredentials>(log_in(portal.context, form("друга дълга парола"))));
    auto stranger = form();
    stranger.username = "nobody";
    CHECK(std::holds_alternative<WrongCredentials>(log_in(portal.context, stranger)));
    stranger.username = "'; DROP TABLE account; --";
    CHECK(std::holds_alternative<WrongCredentials>(log_in(portal.context, stranger)));
}

TEST_CASE_FIXTURE(Citizen, "a session lives for 60 minutes without activity")
{
    const auto token = enter();
    portal.clock.forward(59min);
    CHECK(resume_session(portal.context, token));
    portal.clock.forward(60min + 1s);
    CHECK_FALSE(resume_session(portal.context, token));
}

TEST_CASE_FIXTURE(Citizen, "no session lives longer than 12 hours")
{
    const auto token = enter();
    for (int i = 0; i < 24; ++i) {
        portal.clock.forward(30min);
        CHECK(resume_session(portal.context, token));
    }
    portal.clock.forward(1s);
    CHECK_FALSE(resume_session(portal.context, token));
}

TEST_CASE_FIXTURE(Citizen, "after log-out the token is worth nothing")
{
    const auto token = enter();
    log_out(portal.context, token);
    CHECK_FALSE(resume_session(portal.context, token));
}

TEST_CASE_FIXTURE(Citizen, "a stranger's tries from elsewhere do not lock the owner out")
{
    for (int i = 0; i < 10; ++i)
        log_in(portal.context, form("налучквана парола", "198.51.100.7"));
    CHECK(std::holds_alternative<TooMany>(log_in(portal.context, form(TestPortal::kPassword, "198.51.100.7"))));
    CHECK(std::holds_alternative<LoggedIn>(log_in(portal.context, form())));
}

TEST_CASE_FIXTURE(Citizen, "changing the address within one IPv6 network gives no new tries")
{
    for (int i = 0; i < 10; ++i)
        log_in(portal.context, form("налучквана парола", "2001:db8:1:2::" + std::to_string(i)));
    CHECK(std::holds_alternative<TooMany>(log_in(portal.context, form("налучквана парола", "2001:db8:1:2:a::1"))));
    CHECK(
        std::holds_alternative<WrongCredentials>(log_in(portal.context, form("налучквана парола", "2001:db8:1:3::1"))));
}

TEST_CASE_FIXTURE(Citizen, "the right password over and over ends soon, too, and hinders no other network")
{
    for (unsigned i = 0; i < portal.context.rules.checks_per_account_and_network; ++i)
        CHECK(std::holds_alternative<LoggedIn>(log_in(portal.context, form())));
    CHECK(std::holds_alternative<TooMany>(log_in(portal.context, form())));
    CHECK(std::holds_alternative<LoggedIn>(log_in(portal.context, form(TestPortal::kPassword, "198.51.100.7"))));
}

TEST_CASE_FIXTURE(Citizen, "a network that guesses has to wait alike whether anybody has the usernames or nobody")
{
    Rules rules;
    rules.failures_per_network = 3;
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, rules};
    portal.supervisor("marinova");
    bool exist = false;
    SUBCASE("somebody")
    {
        exist = true;
    }
    SUBCASE("nobody") {}
    for (const auto* username : {"one", "two", "three"}) {
        if (exist) portal.citizen(username);
        if (exist) portal.clerk(username);
        CHECK(std::holds_alternative<WrongCredentials>(log_in(context, {username, "лятна парола", "192.0.2.1", {}})));
        CHECK(std::holds_alternative<WrongCredentials>(
            check_staff(context, {username, "лятна парола", "192.0.2.1", {}})));
    }
    CHECK(std::holds_alternative<TooMany>(log_in(context, form())));
    CHECK(std::holds_alternative<TooMany>(log_in(context, {"nobody", "лятна парола", "192.0.2.1", {}})));
    CHECK(std::holds_alternative<TooMany>(check_staff(context, {"marinova", TestPortal::kPassword, "192.0.2.1", {}})));
    CHECK(std::holds_alternative<LoggedIn>(log_in(context, form(TestPortal::kPassword, "198.51.100.7"))));
}

TEST_CASE_FIXTURE(Citizen, "whoever guesses from many networks of one subscriber waits behind everybody else")
{
    Rules rules;
    rules.failures_per_network = 3;
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 20}}; // where everybody has to wait
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, rules};
    const Context pressed{*portal.database, portal.keys, full, portal.clock, rules};
    for (const auto* network : {"2001:db8:1:1::1", "2001:db8:1:2::1", "2001:db8:1:3::1"})
        log_in(context, {"nobody", "лятна парола", network, {}});
    CHECK(std::holds_alternative<Busy>(log_in(pressed, form(TestPortal::kPassword, "2001:db8:1:4::1"))));
    CHECK(std::holds_alternative<LoggedIn>(log_in(context, form(TestPortal::kPassword, "2001:db8:1:4::1"))));
}

TEST_CASE_FIXTURE(Citizen, "trying one password on many accounts of staff ends soon, too")
{
    Rules rules;
    rules.failures_per_network = 3;
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, rules};
    portal.supervisor("marinova");
    for (const auto* username : {"one", "two", "three"}) {
        portal.clerk(username);
        check_staff(context, {username, "лятна парола 2026", "192.0.2.1", {}});
    }
    const LogIn right{"marinova", TestPortal::kPassword, "192.0.2.1", {}};
    CHECK(std::holds_alternative<TooMany>(check_staff(context, right)));
}

TEST_CASE_FIXTURE(Citizen, "the wait ends with the window")
{
    for (int i = 0; i < 11; ++i)
        log_in(portal.context, form("налучквана парола"));
    const auto answer = log_in(portal.context, form());
    REQUIRE(std::holds_alternative<TooMany>(answer));
    CHECK(std::get<TooMany>(answer).wait == portal.context.rules.throttle_window);
    portal.clock.forward(portal.context.rules.throttle_window);
    CHECK(std::holds_alternative<LoggedIn>(log_in(portal.context, form())));
}

TEST_CASE_FIXTURE(Citizen, "a log-in renews a hash that was made with other parameters")
{
    PasswordHasher stronger{portal.keys.pepper, {16, 2, 2, 20}};
    const Context context{*portal.database, portal.keys, stronger, portal.clock, portal.context.rules};
    CHECK(std::holds_alternative<LoggedIn>(log_in(context, form())));
    const auto credentials = portal.database->begin()->accounts().credentials("viki");
    CHECK_FALSE(stronger.outdated(credentials->password));
    CHECK(std::holds_alternative<LoggedIn>(log_in(context, form())));
}

TEST_CASE_FIXTURE(Citizen,
                  "a log-in lets nobody in, and brings no old password back, where the password changes meanwhile")
{
    PasswordHasher stronger{portal.keys.pepper, {16, 2, 2, 20}}; // it would renew the old one
    for (auto* hasher : {&portal.passwords, &stronger}) {
        const auto fresh = std::get<PasswordHash>(portal.passwords.hash("съвсем друга дълга парола"));
        tests::Meanwhile database{*portal.database, 2, [&] {
                                      const auto transaction = portal.database->begin();
                                      transaction->accounts().set_password(account, fresh);
                                      transaction->sessions().end_all(account, {}, portal.clock.now());
                                      transaction->commit();
                                  }};
        const Context context{database, portal.keys, *hasher, portal.clock, portal.context.rules};
        CHECK(std::holds_alternative<WrongCredentials>(log_in(context, form())));
        REQUIRE(database.happened());
        const auto stores = portal.database->read();
        CHECK(stores->accounts().credentials("viki")->password.phc == fresh.phc);
        CHECK(stores->sessions().of_account(account).empty());
        const auto transaction = portal.database->begin();
        transaction->accounts().set_password(account,
                                             std::get<PasswordHash>(portal.passwords.hash(TestPortal::kPassword)));
        transaction->commit();
    }
}

TEST_CASE_FIXTURE(Citizen, "the database holds no session token, only its hash")
{
    const auto token = enter();
    const auto transaction = portal.database->begin();
    CHECK(transaction->sessions().find(hash_of_token(token)));
    CHECK_FALSE(transaction->sessions().find(portal::contract::bytes_of(token)));
}

TEST_CASE("a session at a computer that others use, too, ends after ten minutes without activity")
{
    TestPortal portal;
    portal.citizen("viki");
    LogIn at_library{"viki", TestPortal::kPassword, "192.0.2.1", ""};
    at_library.shared = true;
    const auto token = std::get<LoggedIn>(log_in(portal.context, at_library)).token;
    for (int i = 0; i < 3; ++i) {
        portal.clock.forward(10min);
        CHECK(resume_session(portal.context, token));
    }
    portal.clock.forward(10min + 1s);
    CHECK_FALSE(resume_session(portal.context, token));
}
