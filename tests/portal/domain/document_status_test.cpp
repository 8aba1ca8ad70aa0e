#include <doctest/doctest.h>

#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
using portal::contract::ReceiptOutcome;
using tests::good_verification;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
/// The receipt of a verification that names this answer about the document.
portal::contract::Receipt receipt_for(const std::string& answer)
{
    TestPortal portal;
    portal.citizen("viki", tests::kVikisNumber);
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    auto content = good_verification("viki");
    content.document_status = {answer, "test"};
    return kiosk.tell(content);
}
} // namespace

TEST_CASE("a document that was reported not valid verifies nobody")
{
    const auto receipt = receipt_for("not_valid");
    CHECK(receipt.outcome == ReceiptOutcome::refused);
    CHECK(receipt.reason == "document_not_valid");
}

TEST_CASE("a document that is valid, or that nobody asked about, verifies")
{
    CHECK(receipt_for("valid").outcome == ReceiptOutcome::accepted);
    CHECK(receipt_for("not_checked").outcome == ReceiptOutcome::accepted);
}
