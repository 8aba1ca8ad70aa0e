#include <array>

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "db/migrations.hpp"
#include "tests/support/test_database.hpp"

namespace domain = portal::domain;

namespace {
/// A migrated database, and a connection of the role that gishe-portal works as.
struct Service {
    tests::TestDatabase database{[](const std::string& owner) { db::migrate(owner, GISHE_MIGRATIONS); }};
    db::Connection connection{database.connection()};

    /// Whether the server forbids it for want of rights.
    bool forbidden(const std::string& sql)
    {
        const db::Connection::Transaction transaction{connection};
        try {
            connection.run({sql.c_str(), sql.c_str()});
        } catch (const domain::Fault& fault) {
            const std::string why = fault.what();
            return why.find("permission denied") != std::string::npos || why.find("must be owner") != std::string::npos;
        }
        return false;
    }
    /// What the server answers to a change that stays; empty where it takes it.
    std::string refusal(const std::string& sql)
    {
        db::Connection::Transaction transaction{connection};
        try {
            connection.run({sql.c_str(), sql.c_str()});
        } catch (const domain::Fault& fault) {
            return fault.what();
        }
        transaction.commit();
        return {};
    }
    /// Names of the tables for which a question about `relation` is answered by yes.
    std::string tables_where(const std::string& question)
    {
        const auto sql = "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') AS names FROM pg_class AS "
                         "relation WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND " +
                         question;
        return connection.one({question.c_str(), sql.c_str()}).text("names");
    }
};
constexpr std::array kHappened{"audit_event", "audit_detail", "record"};
} // namespace

TEST_CASE_FIXTURE(Service, "the service can neither change nor delete what happened")
{
    for (const std::string table : kHappened) {
        CAPTURE(table);
        CHECK(forbidden("DELETE FROM " + table));
        CHECK(forbidden("TRUNCATE " + table + " CASCADE"));
    }
    CHECK(forbidden("UPDATE audit_event SET actor_id = 1"));
    CHECK(forbidden("UPDATE audit_detail SET details = '{}'"));
    CHECK(forbidden("UPDATE record SET outcome = 'accepted'"));
    CHECK(forbidden("UPDATE record SET sealed = header"));
}

TEST_CASE_FIXTURE(Service, "the service can add to what happened, and read it")
{
    const db::Connection::Transaction transaction{connection};
    CHECK(connection.run(
              {"add", "INSERT INTO audit_event (kind, happened_at, actor_kind) VALUES ('x', now(), 'portal')"}) == 1);
    for (const std::string table : kHappened) {
        const auto sql = "SELECT FROM " + table;
        CHECK_NOTHROW(connection.rows({table.c_str(), sql.c_str()}));
    }
}

TEST_CASE_FIXTURE(Service, "the service changes no table and takes no guard away")
{
    CHECK(forbidden("CREATE TABLE mine ()"));
    CHECK(forbidden("ALTER TABLE audit_event DISABLE TRIGGER audit_event_stays"));
    CHECK(forbidden("DROP TRIGGER audit_event_stays ON audit_event"));
    CHECK(forbidden("ALTER TABLE record ADD COLUMN more text"));
    CHECK(forbidden("DROP INDEX verification_person"));
    CHECK(forbidden("DROP TABLE audit_event CASCADE"));
    CHECK(forbidden("CREATE OR REPLACE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS "
                    "'BEGIN RETURN NULL; END'"));
    CHECK(forbidden("SET ROLE gishe_owner"));
    CHECK(forbidden("SELECT number FROM migration"));
}

TEST_CASE_FIXTURE(Service, "the service shuts a kiosk out once and for good")
{
    REQUIRE(refusal("INSERT INTO kiosk (desk, place, enrolled_at) VALUES ('Гише 12', 'тук', now())").empty());
    CHECK(refusal("UPDATE kiosk SET revoked_at = '2026-11-18'").empty());
    for (const std::string time : {"NULL", "'2026-11-17'", "'2027-01-01'"})
        CHECK(refusal("UPDATE kiosk SET revoked_at = " + time).find("stays shut out") != std::string::npos);
    CHECK(refusal("UPDATE kiosk SET next_number = 2").empty()); // what it sent before is still taken in
    CHECK(connection.one({"kiosk", "SELECT revoked_at = '2026-11-18' AS same FROM kiosk"}).flag("same"));
}

TEST_CASE_FIXTURE(Service, "the service disables a member of staff once and for good")
{
    REQUIRE(refusal("INSERT INTO staff (username, display_name, role, password_phc, password_pepper, added_at) "
                    "VALUES ('stoilova', 'Г. Стоилова', 'clerk', '', '', now())")
                .empty());
    CHECK(refusal("UPDATE staff SET disabled_at = '2026-11-18'").empty());
    for (const std::string time : {"NULL", "'2026-11-17'", "'2027-01-01'"})
        CHECK(refusal("UPDATE staff SET disabled_at = " + time).find("stays shut out") != std::string::npos);
    CHECK(refusal("UPDATE staff SET disabled_at = coalesce(disabled_at, now()), password_phc = 'x'").empty());
    CHECK(connection.one({"staff", "SELECT disabled_at = '2026-11-18' AS same FROM staff"}).flag("same"));
}

TEST_CASE_FIXTURE(Service, "the service deletes only what is over by itself")
{
    CHECK(tables_where("has_table_privilege(relation.oid, 'DELETE')") ==
          "email_token known_browser mail name_claim notice_choice password_failure pending_sign_in personal_number "
          "phone_request recovery_code reminder second_factor session staff_session text_message throttle trust_file");
    CHECK(tables_where("has_table_privilege(relation.oid, 'TRUNCATE')").empty());
}

TEST_CASE_FIXTURE(Service, "the service releases accounts that nobody confirmed, and what lasts keeps its account")
{
    CHECK(forbidden("DELETE FROM account"));
    CHECK_FALSE(forbidden("SELECT release_unconfirmed(now(), now(), now())"));
    CHECK(connection
              .one({"keepers", "SELECT string_agg(conrelid::regclass::text, ' ' ORDER BY conrelid::regclass::text) AS "
                               "tables FROM pg_constraint WHERE contype = 'f' AND confrelid = 'account'::regclass AND "
                               "confdeltype = 'a'"})
              .text("tables") == "conflict_case counter_pass record verification");
}

TEST_CASE_FIXTURE(Service, "the service owns nothing, and no whole row is its to change")
{
    CHECK(tables_where("pg_get_userbyid(relowner) = current_user").empty());
    CHECK(tables_where("has_table_privilege(relation.oid, 'UPDATE')").empty());
    CHECK(tables_where("NOT has_table_privilege(relation.oid, 'SELECT')") == "migration");
}
