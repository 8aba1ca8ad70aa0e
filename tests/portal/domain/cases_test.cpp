#include "portal/domain/cases.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::good_verification;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
/// Viki was verified by chip at one counter, then under a second username by her zone at another.
struct Office {
    TestPortal portal;
    AccountId viki{portal.citizen("viki")};
    AccountId second{portal.citizen("viki2")};
    StaffMember clerk{portal.clerk("stoilova")};
    StaffMember supervisor{portal.supervisor("marinova")};
    TestKiosk twelve{portal, "Гише 12", "stoilova"};
    TestKiosk seven{portal, "Гише 07", "stoilova"};

    void meet()
    {
        twelve.tell(good_verification("viki"));
        portal.clock.forward(30min);
        auto weaker = good_verification("viki2");
        weaker.document.assurance = portal::contract::Assurance::mrz_by_device;
        weaker.offline = true;
        seven.tell(weaker);
    }
    void open_case_of_nobody() { seven.tell(good_verification("nobody")); }
    Case chosen(std::optional<std::int64_t> asked = {})
    {
        return read_cases(portal.context, supervisor.id, asked).chosen.value();
    }
    /// How often a supervisor's reading stands in the account's audit trail.
    std::size_t readings(AccountId account)
    {
        const auto events = portal.database->read()->audit().of_account(account, 100);
        return static_cast<std::size_t>(std::ranges::count_if(events, [&](const AuditEvent& event) {
            return event.kind == "case.read" && event.actor == supervisor.id && event.record;
        }));
    }
};
} // namespace

TEST_CASE_FIXTURE(Office, "a case shows what both counters recorded")
{
    meet();
    const auto conflict = chosen();
    CHECK(conflict.reason == "person_on_other_account");
    CHECK(conflict.arrived.username == "viki2");
    CHECK(conflict.arrived.email_masked == "v***2@example.com");
    CHECK(conflict.arrived.desk == "Гише 07");
    CHECK(conflict.arrived.assurance == "mrz_by_device");
    CHECK(conflict.arrived.offline);
    CHECK(conflict.arrived.outcome == "conflict");
    REQUIRE(conflict.other);
    CHECK(conflict.other->username == "viki");
    CHECK(conflict.other->names == "Виктория Любомирова Константинова");
    CHECK(conflict.other->desk == "Гише 12");
    CHECK(conflict.other->outcome == "accepted");
    CHECK(conflict.arrived.time - conflict.other->time == 30min);
    REQUIRE(conflict.arrived.document);
    REQUIRE(conflict.other->document);
    CHECK(conflict.arrived.document->number == "641000027");
    CHECK(conflict.arrived.document->personal_number == conflict.other->document->personal_number);
}

TEST_CASE_FIXTURE(Office, "a record that cannot be read is a side without a document")
{
    seven.next.sealed_to = "sealing-of-nobody";
    seven.tell(good_verification("viki"));
    const auto unread = chosen();
    CHECK(unread.reason == "unknown_sealing_key");
    CHECK_FALSE(unread.arrived.document);
    CHECK_FALSE(unread.arrived.account);
    CHECK(unread.arrived.email_masked.empty());
    CHECK_FALSE(unread.other);
}

TEST_CASE_FIXTURE(Office, "the newest case is looked at unless another is asked for")
{
    meet();
    portal.clock.forward(1min);
    open_case_of_nobody();
    const auto open = read_cases(portal.context, supervisor.id, {});
    REQUIRE(open.lines.size() == 2);
    CHECK(open.lines[0].reason == "unknown_account");
    CHECK(open.lines[1].desk == "Гише 07");
    CHECK(open.chosen->id == open.lines[0].id);
    CHECK(chosen(open.lines[1].id).reason == "person_on_other_account");
    CHECK_FALSE(read_cases(portal.context, supervisor.id, 999).chosen);
}

TEST_CASE_FIXTURE(Office, "many cases stand on pages, and none is beyond reach")
{
    for (int i = 0; i < 51; ++i)
        open_case_of_nobody();
    const auto first = read_cases(portal.context, supervisor.id, {});
    const auto last = read_cases(portal.context, supervisor.id, {}, 7); // the nearest there is
    CHECK(first.all == 51);
    CHECK(first.pages == 2);
    CHECK(first.lines.size() == 50);
    CHECK(last.page == 2);
    REQUIRE(last.lines.size() == 1);
    CHECK(last.chosen->id == last.lines[0].id);
    CHECK(chosen(last.lines[0].id).id == last.lines[0].id);
    CHECK(export_cases(portal.context, supervisor.id).size() == 51);
}

TEST_CASE_FIXTURE(Office, "without a case there is nothing to look at")
{
    const auto open = read_cases(portal.context, supervisor.id, {});
    CHECK(open.lines.empty());
    CHECK_FALSE(open.chosen);
}

TEST_CASE_FIXTURE(Office, "the accounts whose data were shown hear of it, others do not")
{
    meet();
    portal.clock.forward(1min);
    open_case_of_nobody();
    const auto open = read_cases(portal.context, supervisor.id, {}); // of an account that does not exist
    CHECK(readings(viki) == 0);
    CHECK(readings(second) == 0);
    chosen(open.lines[1].id);
    CHECK(readings(viki) == 1);
    CHECK(readings(second) == 1);
}

TEST_CASE_FIXTURE(Office, "a table shows every case, and each account in it hears of it once")
{
    meet();
    portal.clock.forward(1min);
    twelve.tell(good_verification("viki2"));
    const auto cases = export_cases(portal.context, supervisor.id);
    REQUIRE(cases.size() == 2);
    CHECK(cases[0].arrived.desk == "Гише 12");
    CHECK(cases[1].arrived.desk == "Гише 07");
    CHECK(cases[0].other->username == "viki");
    CHECK(readings(viki) == 1);
    CHECK(readings(second) == 1);
}
