#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/migrations.hpp"
#include "db/pool.hpp"
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
    /// What a later release does: every table, and the view of a profile, gets one more column.
    void add_columns()
    {
        db::Connection connection{test_database.owner_connection()};
        db::Connection::Transaction transaction{connection};
        connection.run({"widen", R"(
            DO $$
            DECLARE wider record;
            BEGIN
                FOR wider IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('ALTER TABLE %I ADD COLUMN from_a_later_release text', wider.tablename);
                END LOOP;
                EXECUTE 'CREATE OR REPLACE VIEW account_profile AS SELECT known.*, NULL::text AS from_a_later_release FROM ('
                        || rtrim(pg_get_viewdef('account_profile'::regclass), ';') || ') AS known';
            END
            $$)"});
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

TEST_CASE_FIXTURE(Server, "columns that the release after adds to every table are not noticed by what reads them")
{
    database = db::open_database(test_database.connection(), 1); // one connection: its statements stay prepared
    const auto read_all = [&] {
        const auto transaction = database->begin();
        const domain::Bytes hash(32, 1);
        transaction->accounts().find(1);
        transaction->accounts().find_by_username("viki");
        transaction->accounts().profile(1);
        transaction->accounts().profile_by_username("viki");
        transaction->accounts().lock(1);
        transaction->audit().of_account(1, 5);
        transaction->cases().open_lines(0, 5);
        transaction->cases().open_cases(0, 5);
        transaction->cases().find_open(1, "unknown_account", {});
        transaction->email_tokens().find(domain::LinkPurpose::confirm_address, hash);
        transaction->epoch_keys().of_week(1, 2);
        transaction->epoch_keys().put_if_absent({1, {"data-1", hash}, ""}, kNow);
        transaction->kiosks().find_code(kPerson);
        transaction->kiosks().find_by_certificate(hash, kNow);
        transaction->kiosks().find(1);
        transaction->kiosks().all();
        transaction->kiosks().find_key_of("kiosk-1", "key");
        transaction->numbers().find(1);
        transaction->obligations().of_person(kPerson);
        transaction->passes().open_of(1);
        transaction->passes().find({});
        transaction->passes().find_by_code(kPerson);
        transaction->records().find_by_hash(1, {});
        transaction->records().find_by_number(1, 1);
        transaction->reports().acts(kNow, kNow, 0, 5);
        transaction->reports().count_acts(kNow, kNow);
        transaction->reports().desks(kNow, kNow);
        transaction->sessions().find(hash);
        transaction->sessions().visitor(hash);
        transaction->staff().find(1);
        transaction->staff().all();
        transaction->staff().credentials("viki");
        transaction->staff().find_session(hash);
        transaction->verifications().of_account(1);
        transaction->verifications().of_person(kPerson);
    };
    read_all();
    add_columns();
    CHECK_NOTHROW(read_all());
}

TEST_CASE_FIXTURE(Server, "a connection whose prepared statements no longer fit the tables is not lent again")
{
    static constexpr db::Statement kStar{"star", "SELECT * FROM obligation"};
    db::Pool pool{test_database.connection(), 1};
    (**pool.borrow()).rows(kStar);
    add_columns();
    CHECK_THROWS_AS((**pool.borrow()).rows(kStar), domain::DatabaseUnavailable);
    CHECK_NOTHROW((**pool.borrow()).rows(kStar));
}

TEST_CASE_FIXTURE(Server, "a transaction with a statement that failed cannot be committed, and the next one can")
{
    db::Connection connection{test_database.connection()};
    {
        db::Connection::Transaction transaction{connection};
        CHECK_THROWS_AS(connection.run({"nonsense", "SELECT 1 / 0"}), domain::Fault);
        CHECK_THROWS_AS(transaction.commit(), domain::Fault);
    }
    db::Connection::Transaction transaction{connection};
    CHECK_NOTHROW(transaction.commit());
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
    callers.reserve(12);
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

TEST_CASE_FIXTURE(Server, "what the log hears of a refused row holds nothing of the row")
{
    db::Connection connection{test_database.connection()};
    const db::Connection::Transaction transaction{connection};
    std::string told;
    try {
        connection.run({"too_long", R"(
            INSERT INTO account (username, password_phc, password_pepper, given_name, fathers_name, family_name, email,
                                 phone, language, registered_at)
            VALUES ('viki', '', '', 'Виктория', '', 'Константинова', 'viki@example.com', '+359888123456', 'de', now()))"});
    } catch (const domain::Fault& fault) {
        told = fault.what();
    }
    CHECK(told.find("account_language_check") != std::string::npos);
    for (const auto* personal : {"Виктория", "viki", "888123456"})
        CHECK(told.find(personal) == std::string::npos);
}

TEST_CASE_FIXTURE(Server, "who waits for somebody else's lock gives up in the end, and may try again")
{
    static constexpr db::Statement kLock{"lock", "LOCK TABLE obligation"};
    db::Connection holding{test_database.owner_connection()};
    db::Connection waiting{test_database.owner_connection()};
    CHECK(waiting.one({"longest", "SELECT current_setting('lock_timeout') AS longest"}).text("longest") == "5s");
    db::Connection::Transaction held{holding};
    holding.run(kLock);
    {
        db::Connection::Transaction wanted{waiting};
        waiting.run({"briefly", "SET LOCAL lock_timeout TO '1ms'"});
        CHECK_THROWS_AS(waiting.run(kLock), domain::DatabaseUnavailable);
    }
    held.commit();
    db::Connection::Transaction again{waiting};
    CHECK_NOTHROW(waiting.run(kLock));
}
