#include <doctest/doctest.h>

#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using tests::Desk;
using tests::good_verification;

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
