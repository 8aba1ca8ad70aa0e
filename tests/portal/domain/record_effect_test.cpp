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
using tests::with_pass;

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

TEST_CASE_FIXTURE(Desk, "a pass works once")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    kiosk.tell(with_pass(good_verification("viki"), pass.id));
    const auto second = kiosk.tell(with_pass(good_verification("viki"), pass.id));
    CHECK(second.outcome == ReceiptOutcome::conflict);
    CHECK(second.reason == "pass_used");
    CHECK(portal.take_mail().back().arguments.contains("open")); // the first visit's payment stays
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

TEST_CASE_FIXTURE(Desk, "of what a kiosk tells again and again an account gets one letter of a kind on a day in Sofia")
{
    using namespace std::chrono_literals;
    portal.citizen("viki2");
    kiosk.tell(good_verification("viki"));
    portal.take_mail();
    const auto letters = [&] {
        for (int i = 0; i < 3; ++i) {
            CHECK(kiosk.tell(good_verification("viki2")).outcome == ReceiptOutcome::conflict);
            CHECK(kiosk.tell(good_verification("viki")).outcome == ReceiptOutcome::accepted);
        }
        std::map<MailKind, int> counted;
        for (const auto& mail : portal.take_mail())
            ++counted[mail.kind];
        return counted;
    };
    const std::map<MailKind, int> one_each{{MailKind::identity_renewed, 1}, {MailKind::identity_conflict, 1}};
    CHECK(letters() == one_each);
    portal.clock.forward(10h - 1s); // 23:59:59 in Sofia
    CHECK(letters().empty());
    portal.clock.forward(1s);
    CHECK(letters() == one_each);
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
    const auto mail = portal.take_mail().at(0);
    CHECK(mail.kind == MailKind::identity_conflict);
    CHECK_FALSE(mail.arguments.contains("open"));
}

TEST_CASE_FIXTURE(Desk, "an account whose visit waits for a supervisor knows when that was")
{
    const auto second = portal.citizen("viki2", tests::kVikisNumber);
    kiosk.tell(good_verification("viki"));
    const auto when = portal.clock.now();
    kiosk.tell(good_verification("viki2"));
    CHECK(portal.account(second).contested == when);
    CHECK_FALSE(portal.account(viki).contested);
}

TEST_CASE_FIXTURE(Desk, "a contested visit is forgotten by the account after one that counts, a newer one is not")
{
    auto wrong = good_verification("viki");
    wrong.face_compared = false;
    kiosk.tell(wrong);
    CHECK(portal.account(viki).contested == portal.clock.now());
    portal.clock.forward(1min);
    kiosk.tell(good_verification("viki"));
    CHECK_FALSE(portal.account(viki).contested);
    portal.clock.forward(1min);
    kiosk.tell(wrong);
    CHECK(portal.account(viki).contested == portal.clock.now());
    CHECK(verified(viki));
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
