#include "portal/domain/own_data.hpp"

#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using tests::Desk;
using tests::good_verification;
using tests::TestPortal;

namespace {
struct OwnExport : Desk {
    OwnDataAnswer<OwnFile> take(std::string_view password = TestPortal::kPassword)
    {
        return take_own_data(portal.context, portal.account(viki), {std::string{password}, "192.0.2.1"});
    }
    std::string text() { return std::get<OwnFile>(take()).json; }
    nlohmann::json file() { return nlohmann::json::parse(text()); }
    std::vector<OwnTable> page()
    {
        return std::get<OwnPage>(
                   show_own_data(portal.context, portal.account(viki), {TestPortal::kPassword, "192.0.2.1"}))
            .tables;
    }
};
} // namespace

TEST_CASE_FIXTURE(OwnExport, "that data were taken along is told in a letter that brings the alarm")
{
    take("друга дълга парола");
    CHECK(portal.take_mail().empty());
    take();
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].kind == MailKind::data_exported);
    CHECK(mails[0].recipient == "viki@example.com");
    CHECK(mails[0].arguments.contains("alarm"));
}

TEST_CASE_FIXTURE(OwnExport, "an owner takes along all that is kept, the personal number opened")
{
    kiosk.tell(good_verification("viki"));
    const auto all = file();
    CHECK(all.at("format") == "gishe-own-data");
    const auto& account = all.at("account").at(0);
    CHECK(account.at("username") == "viki");
    CHECK(account.at("given_name") == "Виктория");
    CHECK(account.at("email") == "viki@example.com");
    CHECK(account.at("registered_at") == "2026-11-18T12:00:00Z");
    CHECK(all.at("personal_number").at(0).at("number") == tests::kVikisNumber);
    const auto& verification = all.at("verification").at(0);
    CHECK(verification.at("document_expiry") == "2033-02-28");
    CHECK(verification.at("desk") == "Гише 12");
    CHECK(all.at("record").at(0).at("outcome") == "accepted");
    CHECK(all.at("record").at(0).at("offline") == false);
    CHECK(all.at("mail").at(0).at("kind") == "identity_verified");
    CHECK(all.at("audit_event").size() >= 2);
}

TEST_CASE_FIXTURE(OwnExport, "details of acts are given out as they are, and what is empty is left out")
{
    log_in(portal.context, {"viki", TestPortal::kPassword, "198.51.100.7", "Firefox"});
    const auto all = file();
    CHECK(all.at("audit_event").back().at("details").at("network") == "198.51.100.7");
    CHECK_FALSE(all.at("audit_event").back().contains("desk"));
    CHECK(all.at("session").at(0).at("agent") == "Firefox");
    CHECK(all.at("verification").empty());
}

TEST_CASE_FIXTURE(OwnExport, "an alarm that the municipality looked into is given out with its times")
{
    portal.as_owner("INSERT INTO conflict_case (about_account_id, reason, opened_at, closed_at) "
                    "SELECT id, 'alarm', '2026-11-17T08:00Z', '2026-11-18T09:00Z' FROM account");
    const auto all = file();
    REQUIRE(all.at("conflict_case").size() == 1);
    CHECK(all.at("conflict_case").at(0).at("reason") == "alarm");
    CHECK(all.at("conflict_case").at(0).at("opened_at") == "2026-11-17T08:00:00Z");
    CHECK(all.at("conflict_case").at(0).at("closed_at") == "2026-11-18T09:00:00Z");
}

TEST_CASE_FIXTURE(OwnExport, "no secret leaves, and the file says what is left out and why")
{
    std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto taken = text();
    const auto credentials = portal.database->read()->accounts().credentials("viki");
    CHECK(taken.find(credentials->password.phc) == std::string::npos);
    CHECK(taken.find(current_pass(portal.context, viki)->code) == std::string::npos);
    bool told = false;
    const auto all = nlohmann::json::parse(taken);
    for (const auto& left : all.at("left_out"))
        told =
            told || (left.at("table") == "account" && left.at("column") == "password_phc" && !left.at("why").empty());
    CHECK(told);
}

TEST_CASE_FIXTURE(OwnExport, "nobody else's data are in it")
{
    portal.citizen("ivan", tests::kIvansNumber);
    const auto taken = text();
    CHECK(taken.find("ivan") == std::string::npos);
    CHECK(taken.find(tests::kIvansNumber) == std::string::npos);
}

TEST_CASE_FIXTURE(OwnExport, "the page shows the same rows as the file")
{
    kiosk.tell(good_verification("viki"));
    const auto all = file();
    portal.take_mail();
    for (const auto& table : page()) {
        CAPTURE(table.name);
        if (std::set<std::string>{"audit_event", "mail", "email_token"}.contains(table.name))
            continue; // the file itself
        CHECK(table.rows.size() == all.at(table.name).size());
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            CHECK(table.rows.at(i).size() == all.at(table.name).at(i).size());
    }
}

TEST_CASE_FIXTURE(OwnExport,
                  "of very many acts the file has all, once each, and the page the newest and how many more there are")
{
    portal.as_owner(
        "INSERT INTO audit_event (kind, happened_at, actor_kind, account_id) "
        "SELECT 'login.succeeded', '2026-11-18T08:00Z'::timestamptz + n * interval '1 second', 'citizen', " +
        std::to_string(viki) + " FROM generate_series(1, 2500) AS n");
    std::set<std::string> times;
    const auto all = file();
    for (const auto& act : all.at("audit_event"))
        if (act.at("kind") == "login.succeeded") times.insert(act.at("happened_at"));
    CHECK(times.size() == 2500);
    for (const auto& table : page()) {
        if (table.name != "audit_event") continue;
        CHECK(table.rows.size() == kMostShown);
        CHECK(table.older >= 1500);
        CHECK(table.rows.back().front().second == "data.exported"); // the file
    }
}

TEST_CASE_FIXTURE(OwnExport, "nothing is given out without the password, nor while the account is paused")
{
    CHECK(std::holds_alternative<WrongPassword>(take("друга дълга парола")));
    portal.pause(viki, PauseReason::reset_by_mail);
    CHECK(std::holds_alternative<AccountPaused>(take()));
    for (const auto& event : portal.database->read()->audit().of_account(viki, 10))
        CHECK(event.kind != "data.exported");
}

TEST_CASE_FIXTURE(OwnExport, "an export stands in the log")
{
    take();
    CHECK(portal.database->read()->audit().of_account(viki, 1).at(0).kind == "data.exported");
}
