#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using tests::Desk;
using tests::good_verification;

namespace {
/// The desk, and a supervisor who looks at its days.
struct Watched : Desk {
    StaffMember supervisor{portal.supervisor("marinova")};
    Date today{today_in_sofia(portal.context)};

    /// Of an account, newest first: as `kind by whom of which day`.
    std::vector<std::string> looks_at(AccountId account)
    {
        std::vector<std::string> looks;
        for (const auto& event : portal.database->begin()->audit().of_account(account, 100))
            if (event.actor_kind == ActorKind::supervisor && event.record)
                looks.push_back(event.kind + " by " + std::to_string(event.actor.value()) + " of " +
                                event.details.at("day"));
        return looks;
    }
    /// All looks at reports as a whole, oldest first, in the same words.
    std::string looks_at_reports()
    {
        db::Connection connection{portal.connection};
        const db::Connection::Transaction transaction{connection};
        return connection
            .one({"looks",
                  "SELECT coalesce(string_agg(kind || ' by ' || actor_id || ' of ' || (details::jsonb ->> 'day'),"
                  " ', ' ORDER BY id), '') AS looks FROM audit_event JOIN audit_detail ON event_id = id "
                  "WHERE kind LIKE 'report.%' AND account_id IS NULL AND record_id IS NULL"})
            .text("looks");
    }
};
} // namespace

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

TEST_CASE_FIXTURE(Desk, "who is verified twice on a day is two verifications and one person, also at two desks")
{
    portal.clerk("petrova");
    tests::TestKiosk other{portal, "Гише 13", "petrova"};
    kiosk.tell(good_verification("viki"));
    kiosk.tell(good_verification("viki"));
    other.tell(good_verification("viki"));
    const auto report = day_report(portal.context, today_in_sofia(portal.context), clerk.id);
    CHECK(report.persons == 1);
    REQUIRE(report.desks.size() == 2);
    CHECK(report.desks[0].verified + report.desks[1].verified == 3);
    CHECK(report.desks[0].persons == 1);
    CHECK(report.desks[1].persons == 1);
}

TEST_CASE_FIXTURE(Desk, "a verification tells what was seen on its document")
{
    auto seen = good_verification("viki");
    seen.document.features_seen = {"tilt_image", "fine_lines"};
    kiosk.tell(seen);
    kiosk.tell(good_verification("viki"));
    const auto acts = day_report(portal.context, today_in_sofia(portal.context), clerk.id).acts;
    REQUIRE(acts.size() == 2);
    CHECK(acts[0].features_seen == seen.document.features_seen);
    CHECK(acts[1].features_seen.empty());
}

TEST_CASE_FIXTURE(Desk, "a refusal tells the document that was read and how, one without a document tells none")
{
    contract::RefusalContent refusal;
    refusal.reason = "document_damaged";
    kiosk.tell(refusal);
    refusal.document_kind = "passport";
    refusal.assurance = contract::Assurance::chip_unproven;
    kiosk.tell(refusal);
    const auto acts = day_report(portal.context, today_in_sofia(portal.context), clerk.id).acts;
    REQUIRE(acts.size() == 2);
    CHECK(acts[0].document_kind == "");
    CHECK(acts[1].document_kind == "passport");
    CHECK(acts[0].assurance == "");
    CHECK(acts[1].assurance == "chip_unproven");
}

TEST_CASE_FIXTURE(Watched, "who looked at which day's list stands in the audit log, and so does who took it as a table")
{
    const auto by = " by " + std::to_string(supervisor.id) + " of ";
    const Date yesterday{std::chrono::sys_days{today} - std::chrono::days{1}};
    day_report(portal.context, today, supervisor.id);
    export_day_report(portal.context, yesterday, supervisor.id);
    CHECK(looks_at_reports() == "report.read" + by + "2026-11-18, report.exported" + by + "2026-11-17");
}

TEST_CASE_FIXTURE(Watched, "each account on the day's list hears once of the look, others do not")
{
    const auto absent = portal.citizen("ivan", tests::kIvansNumber);
    kiosk.tell(good_verification("viki"));
    kiosk.tell(good_verification("viki"));
    const auto by = " by " + std::to_string(supervisor.id) + " of 2026-11-18";
    day_report(portal.context, today, supervisor.id);
    CHECK(looks_at(viki) == std::vector{"act.read" + by});
    export_day_report(portal.context, today, supervisor.id);
    CHECK(looks_at(viki) == std::vector{"act.exported" + by, "act.read" + by});
    CHECK(looks_at(absent).empty());
}
