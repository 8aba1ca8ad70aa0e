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
        weaker.document.features_seen = {"tilt_image"};
        weaker.offline = true;
        seven.tell(weaker);
    }
    void open_case_of_nobody() { seven.tell(good_verification("nobody")); }
    /// One for each account but the first, whose person they all are told to be.
    void open_cases_of_accounts(int cases)
    {
        twelve.tell(good_verification("viki"));
        for (int i = 0; i < cases; ++i) {
            const auto username = "person" + std::to_string(i);
            portal.citizen(username);
            seven.tell(good_verification(username));
        }
    }
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
    CHECK(conflict.arrived.document->features_seen == std::vector<std::string>{"tilt_image"});
    CHECK(conflict.other->document->features_seen.empty());
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
    portal.context.rules.cases_per_page = 2;
    open_cases_of_accounts(5);
    const auto first = read_cases(portal.context, supervisor.id, {});
    const auto last = read_cases(portal.context, supervisor.id, {}, 7); // the nearest there is
    CHECK(first.at.all == 5);
    CHECK(first.at.pages == 3);
    CHECK(first.lines.size() == 2);
    CHECK(last.at.page == 3);
    REQUIRE(last.lines.size() == 1);
    CHECK(last.chosen->id == last.lines[0].id);
    CHECK(chosen(last.lines[0].id).id == last.lines[0].id);
}

TEST_CASE_FIXTURE(Office, "a long table comes in files, which together hold every case once")
{
    portal.context.rules.rows_per_file = 2;
    open_cases_of_accounts(5);
    std::vector<std::int64_t> ids;
    for (const auto file : {1, 2, 3}) {
        const auto table = export_cases(portal.context, supervisor.id, file);
        CHECK(table.at.pages == 3);
        CHECK(table.cases.size() == (file < 3 ? 2 : 1));
        for (const auto& one : table.cases) {
            ids.push_back(one.id);
            CHECK(one.other->username == "viki");
        }
    }
    CHECK(ids == std::vector<std::int64_t>{5, 4, 3, 2, 1});
    CHECK(readings(viki) == 3); // once a file
}

TEST_CASE_FIXTURE(Office, "what a kiosk tells of one account again and again is one case, which counts its records")
{
    meet();
    const auto again = [&](TestKiosk& kiosk, const char* username) {
        portal.clock.forward(1min);
        CHECK(kiosk.tell(good_verification(username)).reason == "person_on_other_account");
    };
    again(seven, "viki2");
    again(seven, "viki2");
    const auto lines = read_cases(portal.context, supervisor.id, {}).lines;
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].records == 3);
    const auto whole = chosen();
    CHECK(whole.records == 3);
    CHECK(whole.latest == portal.clock.now());
    CHECK(whole.opened == portal.clock.now() - 2min);
    CHECK(export_cases(portal.context, supervisor.id).cases.at(0).records == 3);

    portal.citizen("viki3");
    again(seven, "viki3");                   // another account
    again(twelve, "viki2");                  // another kiosk
    seven.tell(good_verification("nobody")); // another reason
    CHECK(read_cases(portal.context, supervisor.id, {}).at.all == 4);
}

TEST_CASE_FIXTURE(Office, "every record of a case is kept, in its chain and in the audit log")
{
    meet();
    seven.tell(good_verification("viki2"));
    seven.tell(good_verification("viki2"));
    const auto transaction = portal.database->read();
    CHECK(transaction->kiosks().chain(seven.kiosk.number).next_number == 4);
    for (std::uint64_t number = 1; number <= 3; ++number)
        CHECK(transaction->records().find_by_number(seven.kiosk.number, number)->account == second);
    const auto events = transaction->audit().of_account(second, 100);
    CHECK(std::ranges::count(events, "identity.not_bound", &AuditEvent::kind) == 3);
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
    const auto cases = export_cases(portal.context, supervisor.id).cases;
    REQUIRE(cases.size() == 2);
    CHECK(cases[0].arrived.desk == "Гише 12");
    CHECK(cases[1].arrived.desk == "Гише 07");
    CHECK(cases[0].other->username == "viki");
    CHECK(readings(viki) == 1);
    CHECK(readings(second) == 1);
}
