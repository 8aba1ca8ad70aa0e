#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/migrations.hpp"
#include "tests/support/test_database.hpp"

namespace domain = portal::domain;

namespace {
constexpr std::size_t kPool = 3;
const domain::Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 18}};

void migrate(const std::string& connection)
{
    db::migrate(connection, GISHE_MIGRATIONS);
}

/// A server that can be taken away: no connection to the test's database survives or succeeds.
struct Server {
    tests::TestDatabase test_database{migrate};
    std::unique_ptr<domain::Database> database{db::open_database(test_database.connection(), kPool)};

    void order(const char* name, const std::string& sql)
    {
        db::Connection connection{tests::TestDatabase::superuser_connection()};
        db::Connection::Transaction transaction{connection};
        connection.run({name, sql.c_str()});
        transaction.commit();
    }
    void end_connections()
    {
        order("end", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" +
                         test_database.name() + "'");
    }
    void stop()
    {
        order("close", "ALTER DATABASE " + test_database.name() + " ALLOW_CONNECTIONS false");
        end_connections();
    }
    void start() { order("open", "ALTER DATABASE " + test_database.name() + " ALLOW_CONNECTIONS true"); }
};

domain::Obligation obligation(const std::string& reference)
{
    return {0, reference, "Данък", "Tax", 100, std::chrono::year{2026} / 12 / 1};
}
const domain::KeyedHash kPerson{"lookup-1", domain::Bytes(32, 1)};
} // namespace

TEST_CASE_FIXTURE(Server, "what is not committed did not happen")
{
    database->begin()->obligations().add(kPerson, obligation("undone"), kNow);
    CHECK(database->begin()->obligations().of_person(kPerson).empty());
    const auto transaction = database->begin();
    transaction->obligations().add(kPerson, obligation("done"), kNow);
    transaction->commit();
    CHECK(database->begin()->obligations().of_person(kPerson).size() == 1);
}

TEST_CASE_FIXTURE(Server, "who only reads changes and locks nothing, and sees what others commit meanwhile")
{
    const auto stores = database->read();
    CHECK(stores->obligations().of_person(kPerson).empty());
    CHECK_THROWS_AS(stores->obligations().add(kPerson, obligation("r"), kNow), domain::Fault);
    CHECK_THROWS_AS(stores->accounts().lock(1), domain::Fault);
    const auto transaction = database->begin();
    transaction->obligations().add(kPerson, obligation("r"), kNow);
    transaction->commit();
    CHECK(stores->obligations().of_person(kPerson).size() == 1);
}

TEST_CASE_FIXTURE(Server, "a statement that fails ends its transaction, and the connection serves the next one")
{
    {
        const auto transaction = database->begin();
        transaction->obligations().add(kPerson, obligation("lost"), kNow);
        auto bad = obligation("bad");
        bad.amount = -1;
        CHECK_THROWS_AS(transaction->obligations().add(kPerson, bad, kNow), domain::Fault);
    }
    const auto transaction = database->begin();
    CHECK(transaction->obligations().of_person(kPerson).empty());
    transaction->obligations().add(kPerson, obligation("kept"), kNow);
    CHECK_NOTHROW(transaction->commit());
}

TEST_CASE_FIXTURE(Server, "texts come back as they went in, whatever letters and marks they hold")
{
    auto odd = obligation("r");
    odd.bulgarian = "„О'Нийл“ \\x41 $1 %s ; -- 🐕 \n\t";
    const auto transaction = database->begin();
    transaction->obligations().add(kPerson, odd, kNow);
    CHECK(transaction->obligations().of_person(kPerson).at(0).bulgarian == odd.bulgarian);
    CHECK_THROWS_AS(transaction->accounts().find_by_username(std::string_view{"a\0b", 3}), domain::Fault);
}

TEST_CASE_FIXTURE(Server, "a fault's text names the rule that was broken, never the values")
{
    db::Connection connection{test_database.connection()};
    const db::Connection::Transaction transaction{connection};
    static constexpr db::Statement kBad{"bad", R"(
        INSERT INTO obligation (reference, person, person_key, bulgarian, english, amount, due, added_at)
        VALUES ('r', decode(repeat('00', 32), 'hex'), 'k', 'private', 'private', -1, '2026-01-01', now()))"};
    try {
        connection.run(kBad);
        FAIL("the constraint let it through");
    } catch (const domain::Fault& fault) {
        const std::string text = fault.what();
        CHECK(text.find("obligation_amount_check") != std::string::npos);
        CHECK(text.find("private") == std::string::npos);
    }
}

TEST_CASE_FIXTURE(Server, "connections that the server ended while they idled are not noticed by callers")
{
    database->ping();
    end_connections();
    CHECK_NOTHROW(database->ping());
    end_connections();
    CHECK_NOTHROW(database->begin()->accounts().find(1));
}

TEST_CASE_FIXTURE(Server, "a connection lost within a transaction is the fault that may pass, and the act is undone")
{
    const auto transaction = database->begin();
    transaction->obligations().add(kPerson, obligation("lost"), kNow);
    end_connections();
    CHECK_THROWS_AS(transaction->commit(), domain::DatabaseUnavailable);
    CHECK(database->begin()->obligations().of_person(kPerson).empty());
}

TEST_CASE_FIXTURE(Server, "while the database is stopped every caller is told so, and afterwards all is as before")
{
    database->ping();
    stop();
    for (std::size_t i = 0; i < kPool + 1; ++i) // a loan that is not given back would show as a full pool
        CHECK_THROWS_AS(database->ping(), domain::DatabaseUnavailable);
    start();
    CHECK_NOTHROW(database->ping());
    CHECK_FALSE(database->begin()->accounts().find(1));
}

TEST_CASE("a server that was never there is the same fault")
{
    const auto database = db::open_database("host=/nonexistent dbname=gishe", 2);
    CHECK_THROWS_AS(database->begin(), domain::DatabaseUnavailable);
}

TEST_CASE_FIXTURE(Server, "more callers than connections all get their turn")
{
    std::atomic<int> served{0};
    std::vector<std::thread> callers;
    for (int i = 0; i < 12; ++i)
        callers.emplace_back([&] {
            for (int round = 0; round < 10; ++round) {
                database->begin()->accounts().username_taken("viki");
                ++served;
            }
        });
    for (auto& caller : callers)
        caller.join();
    CHECK(served == 120);
}

TEST_CASE_FIXTURE(Server, "audit events are neither changed nor deleted, not even by who owns the table")
{
    {
        const auto transaction = database->begin();
        transaction->audit().add({"test", kNow, domain::ActorKind::portal, {}, {}, {}, {}, {}});
        transaction->commit();
    }
    db::Connection connection{test_database.owner_connection()};
    for (const auto* sql :
         {"DELETE FROM audit_event", "UPDATE audit_event SET kind = 'other'", "TRUNCATE audit_event CASCADE"}) {
        const db::Connection::Transaction transaction{connection};
        CHECK_THROWS_AS(connection.run({sql, sql}), domain::Fault);
    }
}

TEST_CASE_FIXTURE(Server, "an audit event commits to its details, and details can be erased without it")
{
    const auto transaction = database->begin();
    transaction->audit().add({"test", kNow, domain::ActorKind::portal, {}, {}, {}, {}, {{"network", "192.0.2.1"}}});
    transaction->commit();
    db::Connection connection{test_database.owner_connection()};
    static constexpr db::Statement kMatch{"match", R"(
        SELECT sha256(salt || convert_to(details, 'UTF8')) = commitment AS same
        FROM audit_event JOIN audit_detail ON event_id = id)"};
    CHECK(connection.one(kMatch).flag("same"));
    const db::Connection::Transaction erasing{connection};
    CHECK(connection.run({"erase", "DELETE FROM audit_detail"}) == 1);
}
