#include <doctest/doctest.h>

#include "portal/http/staff_reports.hpp"
#include "tests/portal/http/staff_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::good_verification;
using tests::StaffSite;
using tests::TestKiosk;

namespace {
/// The day's pages: a day with one of each outcome at 14:00 in Sofia.
struct Day : StaffSite {
    Day()
    {
        add_staff_report_routes(router, site);
        portal.citizen("viki", tests::kVikisNumber);
        portal.citizen("viki2", tests::kVikisNumber);
        TestKiosk kiosk{portal, "Desk 12", "stoilova"};
        kiosk.tell(good_verification("viki"));
        kiosk.tell(good_verification("viki2"));
        portal::contract::RefusalContent refusal;
        refusal.username = "viki";
        refusal.reason = "document_damaged";
        refusal.document_kind = "passport";
        refusal.assurance = portal::contract::Assurance::mrz_by_device;
        kiosk.tell(refusal);
    }

    Response on(const std::string& path, const std::string& day) { return open(path, {"day", day}); }
};

std::size_t count(const std::string& text, std::string_view part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}
} // namespace

TEST_CASE_FIXTURE(Day, "the day's page counts by clerk and desk and shows every act with its outcome")
{
    const auto page = open("/").body;
    CHECK(page.find("Verifications on 18.11.2026") != std::string::npos);
    CHECK(page.find("<dt>verifications</dt><dd>1</dd>") != std::string::npos);
    CHECK(page.find("<dt>persons verified</dt><dd>1</dd>") != std::string::npos);
    CHECK(page.find("<dt>refused at the desk</dt><dd>1</dd>") != std::string::npos);
    CHECK(page.find("<dt>wait for a decision</dt><dd>1</dd>") != std::string::npos);
    CHECK(count(page, "<th scope=\"row\">Име на stoilova</th><td data-label=\"Desk\">Desk 12</td>") == 1);
    for (const auto* figure : {"Verifications", "Persons", "Refused", "Cases"})
        CHECK(count(page, "<td class=\"number\" data-label=\"" + std::string{figure} + "\">1</td>") == 1);
    CHECK(count(page, ">ID card · chip, proven genuine</td>") == 2);
    CHECK(count(page, "<td data-label=\"Document\">Passport · zone read by a device</td>") == 1);
    CHECK(count(page, "<th scope=\"row\">14:00</th>") == 3);
    CHECK(page.find("verification · accepted") != std::string::npos);
    CHECK(page.find("One person, two accounts") != std::string::npos);
    CHECK(page.find("The document is damaged and cannot be read") != std::string::npos);
    CHECK(page.find(tests::kVikisNumber) == std::string::npos);
}

TEST_CASE_FIXTURE(Day, "a day on which nobody came says so")
{
    const auto page = on("/", "2026-11-17").body;
    CHECK(page.find("No verifications were recorded on this day.") != std::string::npos);
    CHECK(page.find("Desk 12") == std::string::npos);
}

TEST_CASE_FIXTURE(Day, "a day that no calendar of ours holds is refused, the first and the last are shown")
{
    for (const auto* day : {"0001-01-01", "1999-12-31", "3000-01-01", "9999-12-31"}) {
        CAPTURE(day);
        for (const auto* path : {"/", "/day.csv"})
            CHECK_THROWS_AS(on(path, day), HttpError);
    }
    for (const auto* day : {"2000-01-01", "2999-12-31"})
        CHECK(on("/", day).status == 200);
}

TEST_CASE_FIXTURE(Day, "the table has a row for each act, in the order of the desk")
{
    const auto answer = open("/day.csv");
    CHECK(answer.content_type == "text/csv; charset=utf-8");
    CHECK(
        answer.body ==
        "\ufeff\"Date\";\"Time\";\"Clerk\";\"Desk\";\"Username\";\"Act\";\"Document\";\"Seen on the "
        "document\";\"Outcome\";"
        "\"Reason\"\r\n"
        "\"18.11.2026\";\"14:00\";\"Име на stoilova\";\"Desk 12\";\"viki\";\"verification\";\"ID card · chip, proven "
        "genuine\";\"\";\"accepted\";\"\"\r\n"
        "\"18.11.2026\";\"14:00\";\"Име на stoilova\";\"Desk 12\";\"viki2\";\"verification\";\"ID card · chip, proven "
        "genuine\";\"\";\"waits for a decision\";\"One person, two accounts\"\r\n"
        "\"18.11.2026\";\"14:00\";\"Име на stoilova\";\"Desk 12\";\"viki\";\"refusal\";\"Passport · zone read by a "
        "device\";\"\";\"accepted\";\"The document is damaged and cannot be read\"\r\n");
}

TEST_CASE_FIXTURE(Day, "what was seen on a document is counted on the page and told in full in the table")
{
    TestKiosk other{portal, "Desk 13", "stoilova"};
    auto seen = good_verification("viki");
    seen.document.assurance = portal::contract::Assurance::mrz_by_device;
    seen.document.features_seen = {"raised_print", "fine_lines"};
    other.tell(seen);
    CHECK(open("/").body.find("zone read by a device · 2 features seen") != std::string::npos);
    CHECK(open("/", {}, "bg").body.find("видени 2 признака") != std::string::npos);
    CHECK(open("/day.csv")
              .body.find("\"Part of the print is raised and can be felt with a finger; The background is of "
                         "fine unbroken lines, not of dots as in a copy\"") != std::string::npos);
}

TEST_CASE_FIXTURE(Day, "a long day stands on pages and counts as a whole")
{
    portal.context.rules.acts_per_page = 2;
    const auto first = open("/").body;
    CHECK(count(first, "<th scope=\"row\">14:00</th>") == 2);
    CHECK(first.find("Rows 1 to 2 of 3") != std::string::npos);
    CHECK(count(first, "href=\"/?day=2026-11-18&amp;page=2\" rel=\"next\">Later acts</a>") == 1);
    CHECK(first.find("Earlier acts") == std::string::npos);
    const auto last = open("/", {"page", "9"}).body; // the nearest there is
    CHECK(count(last, "<th scope=\"row\">14:00</th>") == 1);
    CHECK(last.find("The document is damaged and cannot be read") != std::string::npos);
    CHECK(count(last, "href=\"/?day=2026-11-18&amp;page=1\" rel=\"prev\">Earlier acts</a>") == 1);
    CHECK(last.find("Later acts") == std::string::npos);
    for (const auto& page : {first, last})
        CHECK(page.find("<dt>verifications</dt><dd>1</dd>") != std::string::npos);
    CHECK(open("/", {"page", "2"}, "bg").body.find("Редове от 3 до 3, общо 3") != std::string::npos);
}

TEST_CASE_FIXTURE(Day, "a day on one page has no links to others")
{
    const auto page = open("/").body;
    CHECK(page.find("rel=\"next\"") == std::string::npos);
    CHECK(page.find("Rows 1") == std::string::npos);
    CHECK(page.find("files") == std::string::npos);
}

TEST_CASE_FIXTURE(Day, "the table of a long day comes in files that say where the next is")
{
    portal.context.rules.rows_per_file = 2;
    CHECK(open("/").body.find("The CSV table comes in 2 files") != std::string::npos);
    const auto first = open("/day.csv").body;
    CHECK(count(first, "\r\n") == 4);
    CHECK(
        first.ends_with("\"Rows 1 to 2 of 3. The next rows are at /day.csv?day=2026-11-18&page=2 of this site.\"\r\n"));
    const auto last = open("/day.csv", {"page", "2"});
    CHECK(count(last.body, "\r\n") == 3);
    CHECK(last.body.ends_with("\"Rows 3 to 3 of 3.\"\r\n"));
    CHECK(last.headers.find("Content-Disposition")->second ==
          "attachment; filename=\"verifications-2026-11-18-2.csv\"");
}
