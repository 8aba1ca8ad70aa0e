#include "portal/domain/number_change.hpp"

#include <doctest/doctest.h>

#include "portal/domain/names.hpp"
#include "portal/domain/payment_gate.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using contract::PersonalNumberKind;
using tests::Desk;
using tests::good_verification;
using tests::TestPortal;

namespace {
struct Verified : Desk {
    Verified()
    {
        kiosk.tell(good_verification("viki"));
        portal.take_mail();
    }
    NumberChangeAnswer change(std::optional<PersonalNumberKind> kind, const std::string& number,
                              const std::string& password = TestPortal::kPassword)
    {
        return change_verified_number(portal.context, portal.account(viki), {kind, number, password, "192.0.2.1"});
    }
    bool changes_to(const std::string& number)
    {
        return std::holds_alternative<NumberChanged>(change(PersonalNumberKind::egn, number));
    }
    std::optional<GateClosed> gate() { return payment_gate(portal.account(viki), sofia_day(portal.clock.now())); }
};
} // namespace

TEST_CASE_FIXTURE(Verified, "another number takes the verification away, closes e-payment and is told by mail")
{
    CHECK_FALSE(gate());
    CHECK(changes_to(tests::kIvansNumber));
    CHECK_FALSE(verified(viki));
    CHECK(gate() == GateClosed::unverified);
    CHECK(portal.account(viki).number_masked == "790312****");
    const auto mail = portal.take_mail();
    REQUIRE(mail.size() == 1);
    CHECK(mail[0].kind == MailKind::identity_ended);
    const auto events = portal.database->read()->audit().of_account(viki, 2);
    CHECK(events.at(0).kind == "number.claimed");
    CHECK(events.at(1).kind == "identity.ended");
}

TEST_CASE_FIXTURE(Verified, "the verified number given again changes nothing")
{
    CHECK(changes_to(tests::kVikisNumber));
    CHECK(verified(viki));
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(Verified, "the number is taken out of the account, and the verification with it")
{
    CHECK(std::holds_alternative<NumberChanged>(change({}, "")));
    CHECK_FALSE(verified(viki));
    CHECK(portal.account(viki).number_masked.empty());
}

TEST_CASE_FIXTURE(Verified, "a wrong password or a wrong number changes nothing")
{
    CHECK(std::holds_alternative<WrongPassword>(
        change(PersonalNumberKind::egn, tests::kIvansNumber, "друга дълга парола")));
    CHECK(std::get<contract::NumberFault>(change(PersonalNumberKind::egn, "8506156592")) ==
          contract::NumberFault::checksum);
    CHECK(verified(viki));
}

TEST_CASE_FIXTURE(Verified, "while the account is paused the verified number stays")
{
    portal.pause(viki, PauseReason::alarm);
    CHECK(std::holds_alternative<AccountPaused>(change({}, "")));
    CHECK(verified(viki));
}

TEST_CASE_FIXTURE(Verified, "changes of a verified number count with the others")
{
    for (unsigned i = 1; i < portal.context.rules.number_changes_per_account; ++i)
        CHECK(claim_number(portal.context, viki, PersonalNumberKind::egn, tests::kVikisNumber).index() == 0);
    CHECK(std::holds_alternative<TooMany>(change(PersonalNumberKind::egn, tests::kIvansNumber)));
    CHECK(verified(viki));
}

TEST_CASE_FIXTURE(Verified, "names that waited for the counter are the account's once it is unverified")
{
    const PersonNames married{"Виктория", "Любомирова", "Петрова"};
    change_names(portal.context, viki, married);
    changes_to(tests::kIvansNumber);
    CHECK(portal.account(viki).names == married);
    CHECK_FALSE(waiting_names(portal.context, viki));
}

TEST_CASE_FIXTURE(Verified, "the person may be verified on another account, or on this one by a visit after the change")
{
    portal.clock.forward(1h);
    CHECK(std::holds_alternative<NumberChanged>(change({}, "")));
    portal.clock.forward(1h);
    CHECK(kiosk.tell(good_verification("viki")).outcome == contract::ReceiptOutcome::accepted);
    CHECK(verified(viki));
}

TEST_CASE_FIXTURE(Verified, "a visit from before the change binds nobody, though its record arrives after it")
{
    portal.clock.forward(1h);
    const auto visit = kiosk.record(good_verification("viki"));
    portal.clock.forward(1h);
    CHECK(std::holds_alternative<NumberChanged>(change({}, "")));
    portal.clock.forward(1h);
    CHECK(kiosk.post({visit}).receipts.at(0).reason == "different_person");
    CHECK_FALSE(verified(viki));
}
