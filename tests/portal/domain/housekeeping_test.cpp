#include "portal/domain/housekeeping.hpp"

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct House {
    TestPortal portal;
    AccountId account{portal.citizen("viki")};

    std::int64_t rows(const char* table)
    {
        db::Connection connection{portal.connection};
        const auto sql = std::string{"SELECT count(*) AS rows FROM "} + table;
        return connection.one({table, sql.c_str()}).integer("rows");
    }
    void keep_house_after(std::chrono::seconds time)
    {
        portal.clock.forward(time);
        keep_house(portal.context);
    }
    std::string enter()
    {
        return std::get<LoggedIn>(log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", "Firefox"}))
            .token;
    }
};
} // namespace

TEST_CASE_FIXTURE(House, "a session goes a day after its log-out, and one in use stays")
{
    log_out(portal.context, enter());
    keep_house_after(24h);
    CHECK(rows("session") == 1);
    const auto token = enter();
    keep_house_after(1s);
    CHECK(rows("session") == 1);
    CHECK(resume_session(portal.context, token));
}

TEST_CASE_FIXTURE(House, "a session that nobody ended goes a day after its longest life")
{
    enter();
    keep_house_after(36h);
    CHECK(rows("session") == 1);
    keep_house_after(1s);
    CHECK(rows("session") == 0);
}

TEST_CASE_FIXTURE(House, "sessions of staff go the same way")
{
    portal.supervisor("supervisor");
    const LogIn form{"supervisor", TestPortal::kPassword, "192.0.2.1", "Firefox"};
    staff_log_out(portal.context, std::get<StaffLoggedIn>(staff_log_in(portal.context, form)).token);
    std::get<StaffLoggedIn>(staff_log_in(portal.context, form));
    keep_house_after(24h + 1s);
    CHECK(rows("staff_session") == 1);
    keep_house_after(12h);
    CHECK(rows("staff_session") == 0);
}

TEST_CASE_FIXTURE(House, "a link goes a day after it was used or expired")
{
    register_account(portal.context, tests::good_form("ivan"));
    register_account(portal.context, tests::good_form("maria"));
    const auto used = portal.take_mail().at(0).arguments.at("token");
    REQUIRE(std::holds_alternative<AccountId>(confirm_email(portal.context, used)));
    keep_house_after(24h);
    CHECK(rows("email_token") == 2);
    keep_house_after(1s);
    CHECK(rows("email_token") == 1);
    keep_house_after(24h);
    CHECK(rows("email_token") == 0);
}

TEST_CASE_FIXTURE(House, "mail goes 30 days after it was sent, and never while it waits")
{
    register_account(portal.context, tests::good_form("ivan"));
    portal.take_mail();
    register_account(portal.context, tests::good_form("maria"));
    keep_house_after(30 * 24h);
    CHECK(rows("mail") == 2);
    keep_house_after(1s);
    CHECK(rows("mail") == 1);
    CHECK(portal.take_mail().size() == 1);
}

TEST_CASE_FIXTURE(House, "counters go when their window ends")
{
    log_in(portal.context, {"viki", "wrong", "192.0.2.1", "Firefox"});
    keep_house_after(14min);
    CHECK(rows("throttle") > 0);
    keep_house_after(1min);
    CHECK(rows("throttle") == 0);
}

TEST_CASE_FIXTURE(House, "several processes keep house at once")
{
    log_out(portal.context, enter());
    const auto other = portal.database->begin();
    const auto ended = portal.clock.now() + 1s;
    CHECK(other->sessions().forget(ended, ended) == 1);
    CHECK_NOTHROW(keep_house_after(25h)); // neither waits for the other nor fails
    other->commit();
    CHECK(rows("session") == 0);
}
