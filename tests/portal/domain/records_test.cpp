#include <thread>

#include <doctest/doctest.h>

#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using contract::ReceiptOutcome;
using tests::good_verification;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
struct Desk {
    TestPortal portal;
    AccountId viki{portal.citizen("viki", tests::kVikisNumber)};
    StaffMember clerk{portal.clerk("stoilova")};
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};

    bool verified(AccountId account) { return portal.account(account).verification.has_value(); }
    std::size_t cases() { return read_cases(portal.context, clerk.id, {}).lines.size(); }
};

contract::VerificationContent with_pass(contract::VerificationContent content, const contract::PassId& pass)
{
    content.pass = pass;
    content.reference = contract::AccountReference::pass_qr;
    return content;
}
} // namespace

TEST_CASE_FIXTURE(Desk, "a verification opens e-payment, uses the pass up and tells the citizen")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto receipt = kiosk.tell(with_pass(good_verification("viki"), pass.id));
    CHECK(receipt.outcome == ReceiptOutcome::accepted);
    CHECK(receipt.reason.empty());
    const auto account = portal.account(viki);
    REQUIRE(account.verification);
    CHECK(account.verification->desk == "Гише 12");
    CHECK(account.verification->assurance == "chip_genuine");
    CHECK_FALSE(payment_gate(account, sofia_day(portal.clock.now())));
    CHECK_FALSE(current_pass(portal.context, viki));
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].kind == MailKind::identity_verified);
    CHECK(mails[0].arguments.at("desk") == "Гише 12");
    CHECK(cases() == 0);
}

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
    portal.clock.forward(24h * 7);
    CHECK(kiosk.tell(with_pass(good_verification("viki"), replaced.id)).reason == "pass_expired");
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "a pass works once")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    kiosk.tell(with_pass(good_verification("viki"), pass.id));
    const auto second = kiosk.tell(with_pass(good_verification("viki"), pass.id));
    CHECK(second.outcome == ReceiptOutcome::conflict);
    CHECK(second.reason == "pass_used");
}

TEST_CASE_FIXTURE(Desk, "the same person on the same account again renews the document's expiry")
{
    kiosk.tell(good_verification("viki"));
    auto visit = good_verification("viki");
    visit.document.expiry = std::chrono::year{2036} / 11 / 1;
    portal.clock.forward(24h);
    const auto receipt = kiosk.tell(visit);
    CHECK(receipt.outcome == ReceiptOutcome::accepted);
    const auto verification = portal.account(viki).verification.value();
    CHECK(verification.document_expiry == visit.document.expiry);
    CHECK(verification.renewed == verification.verified + 24h);
    CHECK(portal.take_mail().back().kind == MailKind::identity_renewed);
    CHECK(cases() == 0);
}

TEST_CASE_FIXTURE(Desk, "one person on a second username is a conflict")
{
    portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki"));
    portal.take_mail();
    const auto receipt = kiosk.tell(good_verification("viki2"));
    CHECK(receipt.outcome == ReceiptOutcome::conflict);
    CHECK(receipt.reason == "person_on_other_account");
    CHECK(cases() == 1);
    CHECK(portal.take_mail().at(0).kind == MailKind::identity_conflict);
}

TEST_CASE_FIXTURE(Desk, "one person on two usernames at the same moment: exactly one succeeds")
{
    const auto second = portal.citizen("viki2", tests::kVikisNumber);
    portal.clerk("marinova");
    TestKiosk other{portal, "Гише 13", "marinova"};
    contract::Receipt one;
    contract::Receipt two;
    std::thread left{[&] { one = kiosk.tell(good_verification("viki")); }};
    std::thread right{[&] { two = other.tell(good_verification("viki2")); }};
    left.join();
    right.join();
    CHECK((one.outcome == ReceiptOutcome::accepted) != (two.outcome == ReceiptOutcome::accepted));
    CHECK(verified(viki) != verified(second));
    CHECK((one.reason + two.reason) == "person_on_other_account");
}

TEST_CASE_FIXTURE(Desk, "two persons on one username at the same moment: exactly one succeeds")
{
    const auto account = portal.citizen("shared");
    portal.clerk("marinova");
    TestKiosk other{portal, "Гише 13", "marinova"};
    auto with_other_number = good_verification("shared");
    with_other_number.document.personal_number.digits = "8506156652"; // another woman born on the same day
    contract::Receipt one;
    contract::Receipt two;
    std::thread left{[&] { one = kiosk.tell(good_verification("shared")); }};
    std::thread right{[&] { two = other.tell(with_other_number); }};
    left.join();
    right.join();
    CHECK((one.outcome == ReceiptOutcome::accepted) != (two.outcome == ReceiptOutcome::accepted));
    CHECK((one.reason + two.reason) == "different_person");
    CHECK(verified(account));
}

TEST_CASE_FIXTURE(Desk, "one pass at two counters at the same moment: exactly one succeeds")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    portal.clerk("marinova");
    TestKiosk other{portal, "Гише 13", "marinova"};
    contract::Receipt one;
    contract::Receipt two;
    std::thread left{[&] { one = kiosk.tell(with_pass(good_verification("viki"), pass.id)); }};
    std::thread right{[&] { two = other.tell(with_pass(good_verification("viki"), pass.id)); }};
    left.join();
    right.join();
    CHECK((one.outcome == ReceiptOutcome::accepted) != (two.outcome == ReceiptOutcome::accepted));
    CHECK((one.reason + two.reason) == "pass_used");
    CHECK(verified(viki));
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

TEST_CASE_FIXTURE(Desk, "a claimed number other than the document's stops the verification")
{
    portal.citizen("ivan", tests::kIvansNumber);
    const auto receipt = kiosk.tell(good_verification("ivan"));
    CHECK(receipt.outcome == ReceiptOutcome::conflict);
    CHECK(receipt.reason == "different_person");
}

TEST_CASE_FIXTURE(Desk, "a number absent from the account is taken from the document")
{
    const auto account = portal.citizen("quiet");
    CHECK(kiosk.tell(good_verification("quiet")).outcome == ReceiptOutcome::accepted);
    CHECK(portal.account(account).number_masked == "850615****");
}

TEST_CASE_FIXTURE(Desk, "an address that nobody confirmed hears of no visit, and e-payment waits for it")
{
    register_account(portal.context, tests::good_form("quiet"));
    portal.take_mail();
    CHECK(kiosk.tell(good_verification("quiet")).outcome == ReceiptOutcome::accepted);
    CHECK(portal.take_mail().empty());
    const auto account = portal.database->begin()->accounts().find_by_username("quiet")->id;
    CHECK(payment_gate(portal.account(account), sofia_day(portal.clock.now())) == GateClosed::email_unconfirmed);
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

TEST_CASE_FIXTURE(Desk, "adopted names replace the account's where the number agrees and a device read the document")
{
    auto content = good_verification("viki");
    content.document.latin_names = {"VIKTORIYA LYUBOMIROVA", "", "PETROVA"};
    content.document.native_names->family = "ПЕТРОВА";
    content.adopted_names = contract::PersonNames{"Виктория", "Любомирова", "Петрова"};
    CHECK(kiosk.tell(content).outcome == ReceiptOutcome::accepted);
    CHECK(portal.account(viki).names.family == "Петрова");
    content.username = "quiet";
    portal.citizen("quiet");
    CHECK(kiosk.tell(content).reason == "adoption_not_allowed");
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

TEST_CASE_FIXTURE(Desk, "content sealed to somebody else is refused as unreadable, and kept")
{
    kiosk.next.sealing_key = contract::generate_sealing().open;
    const auto receipt = kiosk.tell(good_verification("viki"));
    CHECK(receipt.outcome == ReceiptOutcome::refused);
    CHECK(receipt.reason == "unreadable_content");
    CHECK(cases() == 1);
}

TEST_CASE_FIXTURE(Desk, "refusals, sign-ins and look-ups are accepted and change no account")
{
    CHECK(kiosk.tell(contract::SignInContent{"password", false}).outcome == ReceiptOutcome::accepted);
    CHECK(kiosk.tell(contract::LookUpContent{"viki", {}, "found", false}).outcome == ReceiptOutcome::accepted);
    contract::RefusalContent refusal;
    refusal.username = "viki";
    refusal.reason = "document_expired";
    CHECK(kiosk.tell(refusal).outcome == ReceiptOutcome::accepted);
    CHECK_FALSE(verified(viki));
}

TEST_CASE_FIXTURE(Desk, "the day's report counts by clerk and desk")
{
    kiosk.tell(good_verification("viki"));
    contract::RefusalContent refusal;
    refusal.reason = "document_damaged";
    kiosk.tell(refusal);
    kiosk.tell(good_verification("nobody"));
    const auto report = day_report(portal.context, today_in_sofia(portal.context), clerk.id);
    REQUIRE(report.desks.size() == 1);
    CHECK(report.desks[0].clerk == clerk.display_name);
    CHECK(report.desks[0].desk == "Гише 12");
    CHECK(report.desks[0].verified == 1);
    CHECK(report.desks[0].refused == 1);
    CHECK(report.desks[0].conflicts == 1);
    REQUIRE(report.acts.size() == 3);
    CHECK(report.acts[1].reason == "document_damaged");
    const auto yesterday = Date{std::chrono::sys_days{report.day} - std::chrono::days{1}};
    CHECK(day_report(portal.context, yesterday, clerk.id).acts.empty());
}

TEST_CASE_FIXTURE(Desk, "the citizen's audit trail holds the clerk, and no personal number")
{
    kiosk.tell(good_verification("viki"));
    const auto events = portal.database->begin()->audit().of_account(viki, 10);
    REQUIRE_FALSE(events.empty());
    CHECK(events[0].kind == "identity.verified");
    CHECK(events[0].actor == clerk.id);
    for (const auto& event : events)
        for (const auto& [name, value] : event.details)
            CHECK(value.find(tests::kVikisNumber) == std::string::npos);
}
