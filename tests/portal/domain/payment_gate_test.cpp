#include <doctest/doctest.h>

#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
using namespace std::chrono;
using tests::good_verification;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
/// Viki, whose document is valid until `kLastDay`.
struct Gate {
    static constexpr Date kLastDay{2026y / November / 20};

    TestPortal portal;
    AccountId viki{portal.citizen("viki", tests::kVikisNumber)};
    StaffMember clerk{portal.clerk("stoilova")};
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};

    void visit(std::optional<Date> expiry)
    {
        auto content = good_verification("viki");
        content.document.expiry = expiry;
        kiosk.tell(content);
    }
    void wait_for(Instant when) { portal.clock.forward(when - portal.clock.now()); }
    std::optional<GateClosed> gate()
    {
        const auto answer = list_obligations(portal.context, portal.account(viki));
        const auto* closed = std::get_if<GateClosed>(&answer);
        return closed ? std::optional{*closed} : std::nullopt;
    }
};
} // namespace

TEST_CASE_FIXTURE(Gate, "e-payment is open to the end of the document's last day in Sofia and closed the day after")
{
    CHECK(gate() == GateClosed::unverified);
    visit(kLastDay);
    CHECK_FALSE(gate());
    const auto midnight = start_of_sofia_day(2026y / November / 21);
    wait_for(midnight - 1s);
    CHECK_FALSE(gate());
    wait_for(midnight);
    CHECK(gate() == GateClosed::document_expired);
}

TEST_CASE_FIXTURE(Gate, "a visit with a new document opens e-payment again")
{
    visit(kLastDay);
    wait_for(start_of_sofia_day(2026y / November / 25));
    CHECK(gate() == GateClosed::document_expired);
    visit(2036y / November / 24);
    CHECK_FALSE(gate());
}

TEST_CASE_FIXTURE(Gate, "a document without expiry keeps e-payment open")
{
    visit({});
    wait_for(start_of_sofia_day(2027y / November / 1));
    CHECK_FALSE(gate());
}
