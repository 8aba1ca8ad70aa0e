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
/// Viki was served at a kiosk without network, and an hour later at another one whose record arrived first.
struct TwoVisits {
    TestPortal portal;
    AccountId viki{portal.citizen("viki", tests::kVikisNumber)};
    StaffMember clerk{portal.clerk("stoilova")};
    StaffMember other_clerk{portal.clerk("marinova")};
    TestKiosk offline{portal, "Гише 12", "stoilova"};
    TestKiosk online{portal, "Гише 13", "marinova"};

    /// The receipt of the older one, which arrives last.
    contract::Receipt visit_twice(const contract::VerificationContent& older,
                                  const contract::VerificationContent& newer)
    {
        const auto queued = offline.record(older);
        portal.clock.forward(1h);
        REQUIRE(online.tell(newer).outcome == ReceiptOutcome::accepted);
        portal.take_mail();
        return offline.post({queued}).receipts.at(0);
    }
    std::string newest_event() { return portal.database->begin()->audit().of_account(viki, 1).at(0).kind; }
};

/// A document with another family name, which the account takes over.
contract::VerificationContent adopting(const char* latin, const char* bulgarian)
{
    auto content = good_verification("viki");
    content.document.latin_names = {"VIKTORIYA LYUBOMIROVA", "", latin};
    content.document.native_names->family = bulgarian;
    content.adopted_names = contract::PersonNames{"Виктория", "Любомирова", bulgarian};
    return content;
}
} // namespace

TEST_CASE_FIXTURE(TwoVisits, "a pass that was used later was good at the time of an older record")
{
    auto content = good_verification("viki");
    content.pass = std::get<IssuedPass>(issue_pass(portal.context, viki)).id;
    content.reference = contract::AccountReference::pass_qr;
    const auto receipt = visit_twice(content, content);
    CHECK(receipt.outcome == ReceiptOutcome::accepted);
    CHECK(read_cases(portal.context, clerk.id, {}).lines.empty());
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(TwoVisits, "another person's older record with a pass used later is still a conflict")
{
    const auto quiet = portal.citizen("quiet");
    auto newer = good_verification("quiet");
    newer.pass = std::get<IssuedPass>(issue_pass(portal.context, quiet)).id;
    newer.reference = contract::AccountReference::pass_qr;
    auto older = newer;
    older.document.personal_number.digits = "8506156652"; // another woman born on the same day
    CHECK(visit_twice(older, newer).reason == "different_person");
}

TEST_CASE_FIXTURE(TwoVisits,
                  "an older record takes back neither names nor expiry, and nobody is told that it renewed them")
{
    const auto older = adopting("PETROVA", "Петрова");
    auto newer = adopting("IVANOVA", "Иванова");
    newer.document.expiry = std::chrono::year{2036} / 11 / 1;
    CHECK(visit_twice(older, newer).outcome == ReceiptOutcome::accepted);
    const auto account = portal.account(viki);
    CHECK(account.names.family == "Иванова");
    CHECK(account.verification->document_expiry == newer.document.expiry);
    CHECK(newest_event() == "identity.overtaken");
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(TwoVisits, "an older record is not held against names that the account got later")
{
    const auto receipt = visit_twice(good_verification("viki"), adopting("IVANOVA", "Иванова"));
    CHECK(receipt.outcome == ReceiptOutcome::accepted);
    CHECK(portal.account(viki).names.family == "Иванова");
}
