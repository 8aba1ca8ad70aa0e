#include "portal/http/staff_cases.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "portal/domain/alarm.hpp"
#include "portal/domain/security_mail.hpp"
#include "tests/portal/http/staff_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::good_verification;
using tests::StaffSite;
using tests::TestKiosk;

namespace {
/// The staff pages of cases.
struct StaffPages : StaffSite {
    StaffPages() { add_staff_case_routes(router, site); }
    /// One person, told to be the one of three more accounts.
    void open_three()
    {
        TestKiosk kiosk{portal, "Desk 12", "stoilova"};
        for (const auto* username : {"viki", "viki2", "viki3", "viki4"}) {
            portal.citizen(username);
            kiosk.tell(good_verification(username));
        }
    }
};

/// The table's row of that name, from its head to its end.
std::string row_of(const std::string& page, const std::string& name)
{
    const auto from = page.find("<th scope=\"row\">" + name + "</th>");
    return from == std::string::npos ? std::string{} : page.substr(from, page.find("</tr>", from) - from);
}

bool says(const std::string& text, std::string_view words)
{
    return text.find(words) != std::string::npos;
}
} // namespace

TEST_CASE_FIXTURE(StaffPages, "both sides of a case stand side by side, with a verdict for each row")
{
    portal.citizen("viki");
    portal.citizen("viki2");
    TestKiosk twelve{portal, "Desk 12", "stoilova"};
    TestKiosk seven{portal, "Desk 7", "stoilova"};
    twelve.tell(good_verification("viki"));
    portal.clock.forward(90min);
    auto weaker = good_verification("viki2");
    weaker.document.assurance = portal::contract::Assurance::mrz_by_device;
    weaker.document.features_seen = {"fine_lines", "raised_print"};
    weaker.offline = true;
    seven.tell(weaker);

    const auto page = open("/cases").body;
    CHECK(says(page, "One person, two accounts"));
    CHECK(says(row_of(page, "Account"), "viki</td>"));
    CHECK(says(row_of(page, "Account"), "viki2</td>"));
    CHECK(says(row_of(page, "Account"), "different"));
    CHECK(says(row_of(page, "Names in the portal"), "equal"));
    CHECK(says(row_of(page, "Personal number"), "850615****"));
    CHECK(says(row_of(page, "Personal number"), "equal"));
    CHECK(says(row_of(page, "Document"), "ID card …027, until 28.02.2033"));
    CHECK(says(row_of(page, "Read by"), "B is weaker"));
    CHECK(says(row_of(page, "Seen on the document"), "not of dots as in a copy; Part of the print is raised"));
    CHECK(says(row_of(page, "Desk and clerk"), "two kiosks"));
    CHECK(says(row_of(page, "Time of the record"), "1 hour later"));
    CHECK(says(row_of(page, "Time of the record"), "without a connection"));
    CHECK_FALSE(says(page, tests::kVikisNumber));
    CHECK_FALSE(says(page, "641000027"));
}

TEST_CASE_FIXTURE(StaffPages, "two numbers that look the same when masked are still told apart")
{
    portal.citizen("viki");
    portal.citizen("viki2");
    TestKiosk kiosk{portal, "Desk 12", "stoilova"};
    const auto beginning = kiosk.next;
    kiosk.tell(good_verification("viki"));
    auto twin = good_verification("viki2");
    twin.document.personal_number.digits = "8506156615";
    kiosk.next = beginning;
    kiosk.post({kiosk.record(twin)});

    const auto page = open("/cases").body;
    CHECK(says(page, "Two records of a kiosk have one number"));
    CHECK(says(row_of(page, "Personal number"), "different"));
    CHECK(says(row_of(page, "Document"), "equal"));
    CHECK(says(row_of(page, "Time of the record"), "at the same time"));
}

TEST_CASE_FIXTURE(StaffPages, "a case with one record shows it alone, without what nobody recorded")
{
    TestKiosk kiosk{portal, "Desk 12", "stoilova"};
    kiosk.tell(good_verification("nobody"));
    const auto page = open("/cases").body;
    CHECK(says(page, "The account does not exist"));
    CHECK_FALSE(says(page, "A. Stood before"));
    CHECK(row_of(page, "Account").empty());
    CHECK(says(row_of(page, "Desk and clerk"), "Desk 12"));
    CHECK(says(row_of(page, "Personal number"), "850615****"));
}

TEST_CASE_FIXTURE(StaffPages, "the list says since when each case waits and marks the one that is shown")
{
    TestKiosk kiosk{portal, "Desk 12", "stoilova"};
    TestKiosk other{portal, "Desk 13", "stoilova"};
    kiosk.tell(good_verification("nobody"));
    portal.clock.forward(72h);
    other.tell(good_verification("nobody"));
    const auto page = open("/cases/1", {}, "bg").body;
    CHECK(says(page, "чака 3 дни"));
    CHECK(says(page, "чака 0 минути"));
    CHECK(says(page, "2 отворени случая"));
    CHECK(says(page, "href=\"/cases/1\" aria-current=\"true\""));
    CHECK_FALSE(says(page, "href=\"/cases/2\" aria-current=\"true\""));
}

TEST_CASE_FIXTURE(StaffPages,
                  "a page of cases leads to the next and the one before, and a case is shown beside its page")
{
    portal.context.rules.cases_per_page = 2;
    portal.context.rules.rows_per_file = 2;
    open_three();
    const auto first = open("/cases").body;
    CHECK(says(first, "3 open cases"));
    CHECK(says(first, "The CSV table comes in 2 files"));
    CHECK(says(first, "href=\"/cases?page=2\""));
    CHECK_FALSE(says(first, "Newer cases"));
    for (const auto& second : {open("/cases", {"page", "2"}).body, open("/cases/1", {"page", "2"}).body}) {
        CHECK(says(second, "href=\"/cases/1?page=2\" aria-current=\"true\""));
        CHECK(says(second, "href=\"/cases?page=1\""));
        CHECK_FALSE(says(second, "Older cases"));
    }
    CHECK(says(open("/cases", {"page", "x"}).body, "Older cases"));
}

TEST_CASE_FIXTURE(StaffPages,
                  "a table of several files says at the end of each which rows it holds and where the next are")
{
    portal.context.rules.rows_per_file = 2;
    open_three();
    const auto first = open("/cases.csv");
    CHECK(std::ranges::count(first.body, '\n') == 4);
    CHECK(first.body.ends_with("\"Rows 1 to 2 of 3. The next rows are at /cases.csv?page=2 of this site.\"\r\n"));
    const auto last = open("/cases.csv", {"page", "2"});
    CHECK(std::ranges::count(last.body, '\n') == 3);
    CHECK(last.body.ends_with("\"Rows 3 to 3 of 3.\"\r\n"));
    CHECK(last.headers.find("Content-Disposition")->second == "attachment; filename=\"cases-2.csv\"");
}

TEST_CASE_FIXTURE(StaffPages, "a case says how many more records it stands for, and since when")
{
    TestKiosk kiosk{portal, "Desk 12", "stoilova"};
    kiosk.tell(good_verification("nobody"));
    CHECK_FALSE(says(open("/cases").body, "of this kind"));
    portal.clock.forward(std::chrono::hours{1});
    kiosk.tell(good_verification("nobody"));
    CHECK(
        says(open("/cases").body, "1 more record of this kind came from this kiosk, the latest on 18.11.2026 15:00."));
    CHECK(says(open("/cases", {}, "bg").body, "дойде още 1 такъв запис"));
    CHECK(open("/cases.csv").body.ends_with(";\"2\"\r\n"));
}

TEST_CASE_FIXTURE(StaffPages, "a case of many records says how many")
{
    TestKiosk kiosk{portal, "Desk 12", "stoilova"};
    TestKiosk other{portal, "Desk 13", "stoilova"};
    for (int i = 0; i < 3; ++i) {
        auto record = other.record(good_verification("nobody"));
        record.kiosk_signature[10] ^= 1;
        kiosk.post({record});
    }
    const auto page = open("/cases").body;
    CHECK(says(page, "1 open case"));
    CHECK(says(page, "3 records"));
}

TEST_CASE_FIXTURE(StaffPages, "a case that is not open is not found")
{
    for (const auto* path : {"/cases/7", "/cases/x", "/cases/1x"})
        CHECK_THROWS_AS(open(path), HttpError);
    CHECK(says(open("/cases").body, "No case is open."));
}

TEST_CASE_FIXTURE(StaffPages, "the table holds both sides of every case")
{
    portal.citizen("viki");
    portal.citizen("viki2");
    TestKiosk twelve{portal, "Desk 12", "stoilova"};
    twelve.tell(good_verification("viki"));
    twelve.tell(good_verification("viki2"));
    twelve.tell(good_verification("nobody"));
    const auto table = open("/cases.csv").body;
    CHECK(std::ranges::count(table, '\n') == 3);
    CHECK(says(table, R"("One person, two accounts";"18.11.2026 14:00";"viki2";"chip, proven genuine";"Desk 12")"));
    CHECK(says(table, R"(;"viki";"chip, proven genuine";"Desk 12";)"));
    CHECK(says(table, R"("The account does not exist";"18.11.2026 14:00";"";)"));
}

namespace {
/// Viki said that it was not her.
struct AlarmPage : StaffPages {
    AlarmPage()
    {
        const auto viki = portal.citizen("viki");
        const auto transaction = portal.database->begin();
        portal::domain::queue_security_mail(*transaction, portal.context, portal::domain::MailKind::password_changed,
                                            transaction->accounts().find(viki).value());
        transaction->commit();
        portal::domain::raise_alarm(portal.context, portal.take_mail().at(0).arguments.at("alarm"), "192.0.2.1");
    }
};
} // namespace

TEST_CASE_FIXTURE(AlarmPage, "an alarm is a case with the account and a form to end it")
{
    const auto page = open("/cases").body;
    CHECK(says(page, "The owner says: it was not me"));
    CHECK(says(row_of(page, "Account"), "viki</td>"));
    CHECK(row_of(page, "Kiosk and record").empty());
    CHECK(says(page, "action=\"/cases/1/end-alarm\""));
    CHECK(says(open("/cases.csv").body, "The owner says: it was not me"));
}

TEST_CASE_FIXTURE(AlarmPage, "names that wait for the counter have a row of their own beside those in force")
{
    CHECK(row_of(open("/cases").body, "Names to be confirmed at the counter").empty());
    {
        const auto transaction = portal.database->begin();
        const auto viki = transaction->accounts().find_by_username("viki").value();
        transaction->name_claims().put(viki.id, {"Виктория", "Любомирова", "Петрова"}, portal.clock.now());
        transaction->commit();
    }
    const auto page = open("/cases").body;
    CHECK(says(row_of(page, "Names in the portal"), "Константинова</td>"));
    CHECK(says(row_of(page, "Names to be confirmed at the counter"), "Виктория Любомирова Петрова</td>"));
}

TEST_CASE_FIXTURE(AlarmPage, "an alarm ends with a reason alone")
{
    const auto missing = send("/cases/1/end-alarm", {"reason", " "});
    CHECK(missing.status == 422);
    CHECK(says(missing.body, "<a href=\"#reason\">Write why e-payment may open again.</a>"));
    CHECK(send("/cases/1/end-alarm", {"reason", "She came to desk 12."}).headers.find("Location")->second == "/cases");
    CHECK(says(open("/cases").body, "No case is open."));
    CHECK_THROWS_AS(send("/cases/1/end-alarm", {"reason", "once more"}), HttpError);
}

TEST_CASE_FIXTURE(StaffPages, "a case about a record has no form that ends an alarm")
{
    open_three();
    CHECK_FALSE(says(open("/cases").body, "end-alarm"));
}
