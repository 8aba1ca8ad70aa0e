#include <doctest/doctest.h>

#include "portal/contract/counter_pass.hpp"
#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using contract::ReceiptOutcome;
using tests::good_verification;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
/// A fresh set of keys with `before` behind it; what finds personal numbers stays.
PortalKeys rotated(const PortalKeys& before, Instant now)
{
    auto keys = generate_keys(now);
    keys.lookup = before.lookup;
    keys.older.pepper = {before.pepper};
    keys.older.data = {before.data};
    keys.older.portal = {{before.portal_id, before.portal}};
    keys.older.pass = {{before.pass_id, before.pass}};
    keys.older.sealing = {{before.sealing_id, before.sealing}};
    return keys;
}

/// A portal that was at work with other keys, before and after it was started with new ones.
struct Rotation {
    TestPortal portal;
    AccountId viki{portal.citizen("viki", tests::kVikisNumber)};
    StaffMember clerk{portal.clerk("stoilova")};
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    PortalKeys keys{rotated(portal.keys, portal.clock.now())};
    PasswordHasher passwords{keys.pepper, {8, 1, 2, 20}, keys.older.pepper};
    Context later{*portal.database, keys, passwords, portal.clock, portal.context.rules};

    contract::Receipt post(const contract::Envelope& record)
    {
        return take_records(later, kiosk.kiosk, {{record}}).receipts.at(0);
    }
    Account vikis_account() { return account_of(later, portal.database->read()->accounts().profile(viki).value()); }
};
} // namespace

TEST_CASE_FIXTURE(Rotation,
                  "a record that waited, sealed to an older key and signed under an older certificate, is taken")
{
    const auto queued = kiosk.record(good_verification("viki"));
    const auto receipt = post(queued);
    CHECK(receipt.outcome == ReceiptOutcome::accepted);
    CHECK(receipt.key == keys.portal_id);
    CHECK(vikis_account().verification);
}

TEST_CASE_FIXTURE(Rotation, "a record sealed to a key that the portal never had is refused")
{
    kiosk.next.sealed_to = "sealing-20010101-0000";
    CHECK(post(kiosk.record(good_verification("viki"))).reason == "unknown_sealing_key");
}

TEST_CASE_FIXTURE(Rotation, "a receipt given again is signed with the key that kiosks know now")
{
    const auto record = kiosk.record(good_verification("viki"));
    const auto first = kiosk.post({record}).receipts.at(0);
    const auto again = post(record);
    CHECK(again.id == first.id);
    CHECK(again.key == keys.portal_id);
    CHECK(contract::verify_ed25519(changes_since(later, kiosk.kiosk, 0).portal_key, "gishe-receipt-v1",
                                   contract::receipt_bytes(again), again.signature));
}

TEST_CASE_FIXTURE(Rotation, "a certificate that names an older key but was signed by today's is refused")
{
    const contract::ClerkCertificate certificate{clerk.id,
                                                 clerk.username,
                                                 kiosk.kiosk.name,
                                                 kiosk.clerk_key.public_key(),
                                                 portal.clock.now() - 1h,
                                                 portal.clock.now() + 1h,
                                                 portal.keys.portal_id};
    kiosk.next.clerk_certificate = contract::issue_clerk_certificate(certificate, keys.portal.secret);
    CHECK(post(kiosk.record(good_verification("viki"))).reason == "bad_clerk_certificate");
}

TEST_CASE_FIXTURE(Rotation, "citizens and staff log in after a change of the pepper, and their hashes are renewed")
{
    const LogIn citizen{"viki", TestPortal::kPassword, "192.0.2.1", {}};
    CHECK(std::holds_alternative<LoggedIn>(log_in(later, citizen)));
    CHECK(
        std::holds_alternative<StaffMember>(check_staff(later, {"stoilova", TestPortal::kPassword, "192.0.2.1", {}})));
    const auto transaction = portal.database->begin();
    CHECK(transaction->accounts().credentials("viki")->password.pepper == keys.pepper.id);
    CHECK(transaction->staff().credentials("stoilova")->password.pepper == keys.pepper.id);
}

TEST_CASE_FIXTURE(Rotation, "the new hash matches and a wrong password does not")
{
    const auto with = [](const char* password) { return LogIn{"viki", password, "192.0.2.1", {}}; };
    CHECK(std::holds_alternative<WrongCredentials>(log_in(later, with("друга дълга парола"))));
    CHECK(std::holds_alternative<LoggedIn>(log_in(later, with(TestPortal::kPassword))));
    CHECK(std::holds_alternative<LoggedIn>(log_in(later, with(TestPortal::kPassword))));
}

TEST_CASE_FIXTURE(Rotation, "what the database holds sealed under an older key opens: number, pass code, letter")
{
    const auto issued = std::get<IssuedPass>(issue_pass(portal.context, viki));
    kiosk.tell(good_verification("viki"));
    CHECK(vikis_account().number_masked == "850615****");
    CHECK(tests::mail_of(later).size() == 1);
    CHECK(current_pass(later, viki)->code == issued.code);
}

TEST_CASE_FIXTURE(Rotation, "a kiosk reads this week's passes of before and after with one key")
{
    const auto before = std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto week = changes_since(later, kiosk.kiosk, 0).pass_keys.at(1);
    const auto after = std::get<IssuedPass>(issue_pass(later, viki));
    for (const auto& pass : {before, after})
        CHECK(std::get<contract::CounterPass>(contract::open_pass(pass.qr_digits, week)).id == pass.id);
}

TEST_CASE_FIXTURE(Rotation, "a week without passes yet gets the new pass key")
{
    portal.clock.forward(24h * 7 * 3);
    CHECK(changes_since(later, kiosk.kiosk, 0).pass_keys.at(1).verify_key == keys.pass.open);
}
