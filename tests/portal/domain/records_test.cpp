#include <thread>

#include <doctest/doctest.h>

#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using contract::ReceiptOutcome;
using tests::Desk;
using tests::good_verification;
using tests::TestKiosk;

TEST_CASE_FIXTURE(Desk, "a receipt carries the portal's signature over all it says")
{
    auto receipt = kiosk.tell(good_verification("viki"));
    CHECK(receipt.key == portal.keys.portal_id);
    CHECK(contract::verify_ed25519(portal.keys.portal.open, "gishe-receipt-v1", contract::receipt_bytes(receipt),
                                   receipt.signature));
    receipt.number = 2;
    CHECK_FALSE(contract::verify_ed25519(portal.keys.portal.open, "gishe-receipt-v1", contract::receipt_bytes(receipt),
                                         receipt.signature));
}

TEST_CASE_FIXTURE(Desk, "posting a record again changes nothing and answers the same receipt")
{
    const auto record = kiosk.record(good_verification("viki"));
    const auto first = kiosk.post({record}).receipts.at(0);
    portal.take_mail();
    portal.clock.forward(1h);
    const auto again = kiosk.post({record});
    CHECK(again.receipts.at(0).id == first.id);
    CHECK(again.receipts.at(0).signature == first.signature);
    CHECK(again.receipts.at(0).received == first.received);
    CHECK(again.next_number == 2);
    CHECK(portal.take_mail().empty());
    CHECK(cases() == 0);
}

TEST_CASE_FIXTURE(Desk, "a record that comes before its turn is asked for again, not taken")
{
    const auto first = kiosk.record(contract::SignInContent{"password", false});
    const auto second = kiosk.record(good_verification("viki"));
    const auto reordered = kiosk.post({second, first});
    CHECK(reordered.receipts.empty());
    CHECK(reordered.next_number == 1);
    const auto whole = kiosk.post({first, second});
    CHECK(whole.receipts.size() == 2);
    CHECK(whole.receipts[1].outcome == ReceiptOutcome::accepted);
    CHECK(whole.next_number == 3);
}

TEST_CASE_FIXTURE(Desk, "a record whose chain does not join is a conflict, and the chain goes on from it")
{
    kiosk.tell(contract::SignInContent{"password", false});
    kiosk.next.previous.fill(7);
    const auto broken = kiosk.tell(good_verification("viki"));
    CHECK(broken.outcome == ReceiptOutcome::conflict);
    CHECK(broken.reason == "chain_broken");
    CHECK_FALSE(verified(viki));
    CHECK(cases() == 1);
    CHECK(kiosk.tell(good_verification("viki")).outcome == ReceiptOutcome::accepted);
}

TEST_CASE_FIXTURE(Desk, "another record under a known number is a cloned kiosk: a case, once")
{
    const auto beginning = kiosk.next;
    kiosk.tell(good_verification("viki"));
    kiosk.next = beginning;
    const auto clone = kiosk.record(contract::SignInContent{"password", false});
    const auto receipt = kiosk.post({clone}).receipts.at(0);
    CHECK(receipt.outcome == ReceiptOutcome::conflict);
    CHECK(receipt.reason == "number_reused");
    CHECK(kiosk.post({clone}).receipts.at(0).id == receipt.id);
    CHECK(cases() == 1);
    const auto found = read_cases(portal.context, clerk.id, {}).chosen;
    REQUIRE(found->other);
    CHECK(found->other->username == "viki");
    CHECK(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "a forged signature is refused, and the chain goes on")
{
    auto forged = kiosk.record(good_verification("viki"));
    forged.clerk_signature[10] ^= 1;
    const auto receipt = kiosk.post({forged}).receipts.at(0);
    CHECK(receipt.outcome == ReceiptOutcome::refused);
    CHECK(receipt.reason == "bad_signature");
    CHECK_FALSE(verified(viki));
    CHECK(cases() == 1);
    CHECK(kiosk.tell(good_verification("viki")).outcome == ReceiptOutcome::accepted);
}

TEST_CASE_FIXTURE(Desk, "a kiosk key that was never enrolled is refused")
{
    kiosk.kiosk_key = contract::FileSigner::generate();
    const auto receipt = kiosk.tell(good_verification("viki"));
    CHECK(receipt.reason == "unknown_kiosk_key");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "a clerk key that the certificate does not name is refused")
{
    kiosk.clerk_key = contract::FileSigner::generate();
    CHECK(kiosk.tell(good_verification("viki")).reason == "bad_clerk_certificate");
}

TEST_CASE_FIXTURE(Desk, "a certificate that another portal issued is refused")
{
    const auto stranger = contract::generate_ed25519();
    const contract::ClerkCertificate certificate{clerk.id,
                                                 clerk.username,
                                                 kiosk.kiosk.name,
                                                 kiosk.clerk_key.public_key(),
                                                 portal.clock.now() - 1h,
                                                 portal.clock.now() + 1h,
                                                 portal.keys.portal_id};
    kiosk.next.clerk_certificate = contract::issue_clerk_certificate(certificate, stranger.secret);
    CHECK(kiosk.tell(good_verification("viki")).reason == "bad_clerk_certificate");
}

TEST_CASE_FIXTURE(Desk, "a clerk whom the portal does not know is refused")
{
    kiosk.next.clerk = 4711;
    const contract::ClerkCertificate certificate{4711,
                                                 "ghost",
                                                 kiosk.kiosk.name,
                                                 kiosk.clerk_key.public_key(),
                                                 portal.clock.now() - 1h,
                                                 portal.clock.now() + 1h,
                                                 portal.keys.portal_id};
    kiosk.next.clerk_certificate = contract::issue_clerk_certificate(certificate, portal.keys.portal.secret);
    CHECK(kiosk.tell(good_verification("viki")).reason == "unknown_clerk");
}

TEST_CASE_FIXTURE(Desk, "a record of another kiosk is kept as a case and does not touch this one's chain")
{
    TestKiosk other{portal, "Гише 13", "stoilova"};
    const auto foreign = other.record(good_verification("viki"));
    const auto reply = kiosk.post({foreign});
    CHECK(reply.receipts.at(0).outcome == ReceiptOutcome::refused);
    CHECK(reply.receipts.at(0).reason == "foreign_kiosk");
    CHECK(reply.next_number == 1);
    CHECK_FALSE(verified(viki));
    CHECK(other.post({foreign}).receipts.at(0).outcome == ReceiptOutcome::accepted);
}

TEST_CASE_FIXTURE(Desk, "records outside the chain that no kiosk has signed are kept, and are one case for each kiosk")
{
    TestKiosk other{portal, "Гише 13", "stoilova"};
    const auto garbage = [&](TestKiosk& claimed) {
        auto record = claimed.record(contract::SignInContent{"password", false});
        record.kiosk_signature[10] ^= 1;
        return record;
    };
    kiosk.tell(contract::SignInContent{"password", false});
    const auto beginning = other.next;
    for (int i = 0; i < 5; ++i)
        CHECK(kiosk.post({garbage(other)}).receipts.at(0).reason == "unsigned_stray");
    const auto posted_again = garbage(other);
    const auto receipt = kiosk.post({posted_again}).receipts.at(0);
    CHECK(receipt.outcome == ReceiptOutcome::refused);
    CHECK(kiosk.post({posted_again}).receipts.at(0).id == receipt.id);
    auto reused = kiosk.next;
    reused.number = 1;
    auto clone =
        contract::make_record(contract::SignInContent{"password", true}, reused, other.kiosk_key, kiosk.clerk_key);
    CHECK(kiosk.post({clone}).receipts.at(0).reason == "unsigned_stray");

    auto lines = read_cases(portal.context, clerk.id, {}).lines;
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].reason == "unsigned_stray");
    CHECK(lines[0].records == 7);
    other.next = beginning;
    other.next.kiosk = "kiosk-4711"; // one that there is not
    CHECK(other.post({garbage(other)}).receipts.at(0).reason == "unsigned_stray");
    lines = read_cases(portal.context, clerk.id, {}).lines;
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].records + lines[1].records == 8);
}

TEST_CASE_FIXTURE(Desk, "one record posted over two connections at once is taken once")
{
    const auto record = kiosk.record(good_verification("viki"));
    contract::RecordsReply one;
    contract::RecordsReply two;
    std::thread left{[&] { one = kiosk.post({record}); }};
    std::thread right{[&] { two = kiosk.post({record}); }};
    left.join();
    right.join();
    CHECK(one.receipts.at(0).id == two.receipts.at(0).id);
    CHECK(portal.take_mail().size() == 1);
    CHECK(cases() == 0);
}

TEST_CASE_FIXTURE(Desk, "a header that cannot be read is a broken contract, and what came before it stays")
{
    const auto good = kiosk.record(good_verification("viki"));
    auto broken = kiosk.record(contract::SignInContent{"password", false});
    broken.header.pop_back();
    CHECK_THROWS_AS(kiosk.post({good, broken}), contract::Malformed);
    CHECK(verified(viki));
    CHECK(kiosk.post({good}).next_number == 2);
}

TEST_CASE_FIXTURE(Desk, "content sealed to somebody else is refused as unreadable, and kept")
{
    kiosk.next.sealing_key = contract::generate_sealing().open;
    const auto receipt = kiosk.tell(good_verification("viki"));
    CHECK(receipt.outcome == ReceiptOutcome::refused);
    CHECK(receipt.reason == "unreadable_content");
    CHECK(cases() == 1);
}
