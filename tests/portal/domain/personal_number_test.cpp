#include <doctest/doctest.h>

#include "portal/domain/obligations.hpp"
#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using contract::PersonalNumberKind;
using tests::TestKiosk;
using tests::TestPortal;

TEST_CASE("a claim stands encrypted and is shown masked")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki", tests::kVikisNumber);
    CHECK(portal.account(viki).number_masked == "850615****");
    const auto row = portal.database->begin()->numbers().find(viki);
    REQUIRE(row);
    CHECK(row->number.key == portal.keys.data.id);
    CHECK(row->hash.key == portal.keys.lookup.id);
    const std::string stored{row->number.bytes.begin(), row->number.bytes.end()};
    CHECK(stored.find(tests::kVikisNumber) == std::string::npos);
}

TEST_CASE("a claim blocks nobody: two accounts may claim one number")
{
    TestPortal portal;
    portal.citizen("viki", tests::kVikisNumber);
    const auto other = portal.citizen("other");
    CHECK(claim_number(portal.context, other, PersonalNumberKind::egn, tests::kVikisNumber).index() == 0);
}

TEST_CASE("a wrong number is refused with its fault")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki");
    CHECK(std::get<contract::NumberFault>(claim_number(portal.context, viki, PersonalNumberKind::egn, "8506156592")) ==
          contract::NumberFault::checksum);
    CHECK(portal.account(viki).number_masked.empty());
}

TEST_CASE("claims and withdrawals are limited within a day, and the last one stands")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki");
    for (unsigned i = 0; i < portal.context.rules.number_changes_per_account; i += 2) {
        CHECK(claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kVikisNumber).index() == 0);
        CHECK(withdraw_number(portal.context, viki).index() == 0);
    }
    CHECK(std::holds_alternative<TooMany>(
        claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kVikisNumber)));
    CHECK(std::holds_alternative<TooMany>(withdraw_number(portal.context, viki)));
    CHECK(portal.account(viki).number_masked.empty());
    portal.clock.forward(std::chrono::hours{24});
    CHECK(claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kVikisNumber).index() == 0);
}

TEST_CASE("the ciphertext of one account does not open in another's row")
{
    TestPortal portal;
    const contract::PersonalNumber number{PersonalNumberKind::egn, tests::kVikisNumber};
    const auto row = protect_number(portal.keys, 1, number);
    CHECK(open_number(portal.keys, 1, row) == number);
    CHECK_THROWS_AS(open_number(portal.keys, 2, row), Fault);
}

TEST_CASE("once verified, only the counter changes the number")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki", tests::kVikisNumber);
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    kiosk.tell(tests::good_verification("viki"));
    CHECK(std::get<NumberRefusal>(claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kIvansNumber)) ==
          NumberRefusal::verified);
    CHECK(std::get<NumberRefusal>(withdraw_number(portal.context, viki)) == NumberRefusal::verified);
    CHECK(claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kVikisNumber).index() == 0);
}

TEST_CASE("obligations open with the verification, and only those of the person")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki", tests::kVikisNumber);
    {
        const auto transaction = portal.database->begin();
        for (const auto* number : {tests::kVikisNumber, tests::kIvansNumber})
            transaction->obligations().add(
                hash_of_number(portal.keys.lookup, {PersonalNumberKind::egn, number}),
                {0, std::string{"r-"} + number, "Данък", "Tax", 18742, std::chrono::year{2026} / 11 / 30},
                portal.clock.now());
        transaction->commit();
    }
    CHECK(std::get<GateClosed>(list_obligations(portal.context, portal.account(viki))) == GateClosed::unverified);
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    kiosk.tell(tests::good_verification("viki"));
    const auto listed = list_obligations(portal.context, portal.account(viki));
    REQUIRE(std::holds_alternative<std::vector<Obligation>>(listed));
    REQUIRE(std::get<std::vector<Obligation>>(listed).size() == 1);
    CHECK(std::get<std::vector<Obligation>>(listed)[0].amount == 18742);
}

TEST_CASE("while the account is paused no number is claimed, and an unverified one can be removed before the counter")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki", tests::kVikisNumber);
    portal.pause(viki, PauseReason::reset_by_mail);
    const auto claim = [&] { return claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kIvansNumber); };
    CHECK(std::holds_alternative<AccountPaused>(claim()));
    CHECK(portal.account(viki).number_masked == "850615****");
    CHECK(withdraw_number(portal.context, viki).index() == 0);
    CHECK(portal.account(viki).number_masked.empty());
    CHECK(std::holds_alternative<AccountPaused>(claim()));
}
