#include <doctest/doctest.h>

#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using contract::ReceiptOutcome;
using tests::Desk;
using tests::good_verification;
using tests::with_pass;

TEST_CASE_FIXTURE(
    Desk,
    "of a disabled clerk, what had arrived by then stays, what is older waits for a decision, the rest is refused")
{
    CHECK(kiosk.tell(good_verification("viki")).outcome == ReceiptOutcome::accepted);
    const auto before = kiosk.record(good_verification("viki"));
    portal.clock.forward(1h);
    disable_staff(portal.context, "stoilova");
    portal.clock.forward(1h);
    const auto after = kiosk.record(contract::SignInContent{"password", true});
    const auto reply = kiosk.post({before, after});
    CHECK(reply.receipts.at(0).outcome == ReceiptOutcome::conflict);
    CHECK(reply.receipts.at(0).reason == "clerk_disabled_since");
    CHECK(reply.receipts.at(1).outcome == ReceiptOutcome::refused);
    CHECK(reply.receipts.at(1).reason == "clerk_disabled");
    CHECK(verified(viki));
    CHECK(cases() == 2);
}

TEST_CASE_FIXTURE(Desk, "a record is judged as of its own time: the pass was good then")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto offline = kiosk.record(with_pass(good_verification("viki"), pass.id));
    portal.clock.forward(24h * 8);
    CHECK(kiosk.post({offline}).receipts.at(0).outcome == ReceiptOutcome::accepted);
}

TEST_CASE_FIXTURE(Desk, "an expired, a replaced and a foreign pass are conflicts")
{
    const auto old = std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto replaced = std::get<IssuedPass>(issue_pass(portal.context, viki));
    CHECK(kiosk.tell(with_pass(good_verification("viki"), old.id)).reason == "pass_replaced");
    const auto ivans = std::get<IssuedPass>(issue_pass(portal.context, portal.citizen("ivan")));
    CHECK(kiosk.tell(with_pass(good_verification("viki"), ivans.id)).reason == "pass_of_other_account");
    CHECK(kiosk.tell(with_pass(good_verification("viki"), contract::PassId{})).reason == "pass_unknown");
    portal.clock.forward(24h * 8);
    tests::TestKiosk later{portal, "Гише 13", "stoilova"}; // where the clerk's key is certified anew
    CHECK(later.tell(with_pass(good_verification("viki"), replaced.id)).reason == "pass_expired");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "a claimed number other than the document's stops the verification")
{
    portal.citizen("ivan", tests::kIvansNumber);
    const auto receipt = kiosk.tell(good_verification("ivan"));
    CHECK(receipt.outcome == ReceiptOutcome::conflict);
    CHECK(receipt.reason == "different_person");
}

TEST_CASE_FIXTURE(Desk, "names compared off line by nobody are compared by the portal")
{
    auto content = good_verification("viki");
    content.offline = true;
    content.document.latin_names = {"VIKTORIYA LYUBOMIROVA", "", "PETROVA"};
    content.document.native_names.reset();
    const auto receipt = kiosk.tell(content);
    CHECK(receipt.outcome == ReceiptOutcome::conflict);
    CHECK(receipt.reason == "names_differ");
}

TEST_CASE_FIXTURE(Desk, "a document without a given name bears out no account by itself")
{
    auto content = good_verification("viki");
    content.document.latin_names.given.clear();
    content.document.native_names.reset();
    CHECK(kiosk.tell(content).reason == "names_differ");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "adopted names have to be the document's, and such as an account can hold")
{
    auto content = good_verification("viki");
    content.adopted_names = contract::PersonNames{"Виктория", "Любомирова", "Измислена"};
    CHECK(kiosk.tell(content).reason == "names_differ");
    content.adopted_names = contract::PersonNames{"", "", "Константинова"};
    CHECK(kiosk.tell(content).reason == "adoption_not_allowed");
    CHECK(portal.account(viki).names.family == "Константинова");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "steps of the desk cannot be skipped")
{
    auto content = good_verification("viki");
    content.face_compared = false;
    CHECK(kiosk.tell(content).reason == "face_not_compared");
    content = good_verification("viki");
    content.citizen_confirmed_account = false;
    CHECK(kiosk.tell(content).reason == "account_not_confirmed");
    content = good_verification("viki");
    content.document.expiry = std::chrono::year{2026} / 11 / 17;
    CHECK(kiosk.tell(content).reason == "document_expired");
    content = good_verification("viki");
    content.document.assurance = contract::Assurance::typed;
    CHECK(kiosk.tell(content).reason == "second_person_needed");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "features count where any policy that was in force names them, and their absence is no fault")
{
    auto content = good_verification("viki");
    content.document.assurance = contract::Assurance::mrz_by_device;
    content.document.features_seen = {"tilt_image", "holes"};
    CHECK(kiosk.tell(content).reason == "unknown_feature");
    CHECK_FALSE(verified(viki));
    auto policy = default_policy();
    policy.security_features = {{"holes", {"identity_card"}, "Отвори", "Holes"}};
    put_policy(portal.context, policy);
    policy.security_features.reset();
    put_policy(portal.context, policy);
    CHECK(kiosk.tell(content).reason == ""); // a kiosk that was off line when they were taken away
    content.document.features_seen.clear();
    CHECK(kiosk.tell(content).reason == "");
}

TEST_CASE_FIXTURE(Desk, "an act cannot be dated before the newest receipt it names, nor after its arrival")
{
    const auto receipt = kiosk.tell(contract::SignInContent{"password", false});
    kiosk.next.time = portal.clock.now();
    const auto ahead = [&](std::chrono::seconds offset) {
        auto context = kiosk.next;
        context.time = portal.clock.now() + offset;
        auto envelope = contract::make_record(good_verification("viki"), context, kiosk.kiosk_key, kiosk.clerk_key);
        kiosk.next.previous = contract::hash_of_header(envelope.header);
        ++kiosk.next.number;
        return kiosk.post({envelope}).receipts.at(0).reason;
    };
    CHECK(receipt.outcome == ReceiptOutcome::accepted);
    CHECK(ahead(-6min) == "time_before_receipt");
    CHECK(ahead(6min) == "time_in_future");
    CHECK(ahead(-4min) == "");
}

TEST_CASE_FIXTURE(Desk, "a disabled clerk cannot go on with a clock that was put back")
{
    kiosk.tell(contract::SignInContent{"password", false});
    portal.clock.forward(1h);
    disable_staff(portal.context, "stoilova");
    portal.clock.forward(1h);
    auto context = kiosk.next;
    context.time = portal.clock.now() - 90min;
    const auto backdated = contract::make_record(good_verification("viki"), context, kiosk.kiosk_key, kiosk.clerk_key);
    CHECK(kiosk.post({backdated}).receipts.at(0).reason == "clerk_disabled_since");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "an act cannot be dated before the record before it")
{
    kiosk.tell(contract::SignInContent{"password", false});
    portal.clock.forward(1h);
    kiosk.post({kiosk.record(contract::SignInContent{"password", false})});
    auto context = kiosk.next; // names the first receipt, like the record before
    context.time = portal.clock.now() - 30min;
    const auto backdated = contract::make_record(good_verification("viki"), context, kiosk.kiosk_key, kiosk.clerk_key);
    CHECK(kiosk.post({backdated}).receipts.at(0).reason == "time_before_previous");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "small steps back do not add up, and a record that was objected to makes no room for another")
{
    kiosk.tell(contract::SignInContent{"password", false});
    portal.clock.forward(1h);
    const auto dated = [&](std::chrono::seconds back) {
        auto context = kiosk.next;
        context.time = portal.clock.now() - back;
        const auto record = contract::make_record(contract::SignInContent{"password", false}, context, kiosk.kiosk_key,
                                                  kiosk.clerk_key);
        kiosk.next.number += 1;
        kiosk.next.previous = contract::hash_of_header(record.header);
        return kiosk.post({record}).receipts.at(0).reason;
    };
    CHECK(dated(0s).empty());
    CHECK(dated(290s).empty());
    CHECK(dated(580s) == "time_before_previous");
    CHECK(dated(580s) == "time_before_previous");
    CHECK(dated(290s).empty());
}

TEST_CASE_FIXTURE(Desk, "once a chain has named a receipt, no record names none or an older one")
{
    const auto first = kiosk.tell(contract::SignInContent{"password", false});
    portal.clock.forward(1h);
    const auto second = kiosk.tell(contract::SignInContent{"password", false});
    kiosk.tell(contract::SignInContent{"password", false}); // names the second
    for (const auto& named : {std::string{}, first.id, std::string{}}) {
        kiosk.next.newest_receipt = named;
        CHECK(kiosk.post({kiosk.record(good_verification("viki"))}).receipts.at(0).reason == "receipt_forgotten");
    }
    CHECK_FALSE(verified(viki));
    kiosk.next.newest_receipt = second.id;
    CHECK(kiosk.post({kiosk.record(good_verification("viki"))}).receipts.at(0).outcome == ReceiptOutcome::accepted);
}

TEST_CASE_FIXTURE(Desk, "an unknown username becomes a case, not a loss")
{
    const auto receipt = kiosk.tell(good_verification("nobody"));
    CHECK(receipt.outcome == ReceiptOutcome::conflict);
    CHECK(receipt.reason == "unknown_account");
    CHECK(cases() == 1);
}
