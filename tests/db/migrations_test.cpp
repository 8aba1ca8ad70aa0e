#include <filesystem>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <unistd.h>

#include "db/connection.hpp"
#include "db/migrations.hpp"
#include "portal/contract/wire.hpp"
#include "tests/support/test_database.hpp"

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

namespace {
/// An empty database and a folder of migrations.
struct Bench {
    tests::TestDatabase database;
    fs::path folder{fs::temp_directory_path() / ("gishe-migrations-" + std::to_string(::getpid()))};

    Bench() { fs::create_directories(folder); }
    ~Bench() { fs::remove_all(folder); }
    void write(const std::string& name, const std::string& sql) { std::ofstream{folder / name} << sql; }
    /// The product's own migrations with a number from `first` to `last`.
    void take_over(int first, int last)
    {
        for (const auto& file : fs::directory_iterator{GISHE_MIGRATIONS}) {
            if (file.path().extension() != ".sql") continue;
            const int number = std::stoi(file.path().filename().string());
            if (number >= first && number <= last) fs::copy(file.path(), folder);
        }
    }
    std::size_t run(const char* sql)
    {
        db::Connection connection{database.owner_connection()};
        db::Connection::Transaction transaction{connection};
        const auto touched = connection.run({"run", sql});
        transaction.commit();
        return touched;
    }
    Names migrate() { return db::migrate(database.owner_connection(), folder); }
    bool table_exists(const char* name)
    {
        static constexpr db::Statement kExists{"exists", "SELECT to_regclass($1) IS NOT NULL AS found"};
        return db::Connection{database.owner_connection()}.row(kExists, {name})->flag("found");
    }
};
} // namespace

TEST_CASE_FIXTURE(Bench, "migrations apply once, in the order of their numbers")
{
    write("0002_second.sql", "ALTER TABLE first ADD COLUMN two text");
    write("0001_first.sql", "CREATE TABLE first (one text)");
    CHECK(migrate() == Names{"0001_first.sql", "0002_second.sql"});
    CHECK(migrate().empty());
    write("0003_third.sql", "ALTER TABLE first ADD COLUMN three text");
    CHECK(migrate() == Names{"0003_third.sql"});
}

TEST_CASE_FIXTURE(Bench, "a migration that fails leaves nothing of itself and stops those after it")
{
    write("0001_first.sql", "CREATE TABLE first (one text)");
    write("0002_bad.sql", "CREATE TABLE second (one text); SELECT nonsense");
    write("0003_third.sql", "CREATE TABLE third (one text)");
    CHECK_THROWS_AS(migrate(), db::MigrationError);
    CHECK(table_exists("first"));
    CHECK_FALSE(table_exists("second"));
    CHECK_FALSE(table_exists("third"));
    write("0002_bad.sql", "CREATE TABLE second (one text)");
    CHECK(migrate() == Names{"0002_bad.sql", "0003_third.sql"});
}

TEST_CASE_FIXTURE(Bench, "where a role or its rights are missing the operator is told where the steps stand")
{
    write("0001_first.sql", "CREATE TABLE first (one text); GRANT SELECT ON first TO gishe_no_such_role");
    CHECK_THROWS_WITH_AS(migrate(), doctest::Contains("docs/operate.md"), db::MigrationError);
    write("0001_first.sql", "ALTER TABLE pg_class ADD COLUMN mine text");
    CHECK_THROWS_WITH_AS(migrate(), doctest::Contains("docs/operate.md"), db::MigrationError);
    write("0001_first.sql", "SELECT nonsense");
    CHECK_THROWS_AS(migrate(), db::MigrationError);
}

TEST_CASE_FIXTURE(Bench, "an applied file that was edited stops the run and is named")
{
    write("0001_first.sql", "CREATE TABLE first (one text)");
    migrate();
    write("0001_first.sql", "CREATE TABLE first (one text, two text)");
    CHECK_THROWS_WITH_AS(migrate(), "0001_first.sql: changed after it was applied; correct it with a new number",
                         db::MigrationError);
}

TEST_CASE_FIXTURE(Bench, "a missing, a late and a doubled number stop the run")
{
    write("0002_second.sql", "CREATE TABLE second (one text)");
    migrate();
    write("0001_late.sql", "CREATE TABLE late (one text)");
    CHECK_THROWS_AS(migrate(), db::MigrationError);
    fs::remove(folder / "0001_late.sql");
    write("0002_again.sql", "SELECT 1");
    CHECK_THROWS_AS(migrate(), db::MigrationError);
    fs::remove(folder / "0002_again.sql");
    fs::remove(folder / "0002_second.sql");
    CHECK_THROWS_AS(migrate(), db::MigrationError);
}

TEST_CASE_FIXTURE(Bench, "two operators at once apply each migration once")
{
    write("0001_first.sql", "CREATE TABLE first (one text)");
    write("0002_second.sql", "CREATE TABLE second (one text)");
    Names one;
    Names two;
    std::thread left{[&] { one = migrate(); }};
    std::thread right{[&] { two = migrate(); }};
    left.join();
    right.join();
    CHECK(one.size() + two.size() == 2);
    CHECK(table_exists("second"));
}

TEST_CASE_FIXTURE(Bench, "a username of digits alone from the release before stays and works on, and no new one comes")
{
    take_over(1, 16);
    migrate();
    run("INSERT INTO account (username, password_phc, password_pepper, given_name, fathers_name, family_name, email, "
        "phone,"
        " language, registered_at) VALUES ('123456', 'p', 'k', 'А', '', 'Б', 'a@example.bg', '', 'bg', now())");
    take_over(17, 9999);
    CHECK_NOTHROW(migrate());
    CHECK(run("UPDATE account SET email_confirmed_at = now() WHERE username = '123456'") == 1);
    CHECK_THROWS_WITH_AS(
        run("INSERT INTO account (username, password_phc, password_pepper, given_name, fathers_name, family_name, "
            "email,"
            " phone, language, registered_at) SELECT '654321', password_phc, password_pepper, given_name, fathers_name,"
            " family_name, email, phone, language, registered_at FROM account"),
        doctest::Contains("account_username_letter"), portal::domain::Fault);
}

TEST_CASE_FIXTURE(Bench, "records that shared a case in the release before are named by it")
{
    take_over(1, 21);
    migrate();
    run("INSERT INTO kiosk (desk, place, enrolled_at) SELECT 'Гише', 'тук', now() FROM generate_series(1, 2)");
    run("INSERT INTO record (kiosk_id, number, stray, record_id, header_hash, kind, kiosk_time, received_at, "
        "refusal_reason, "
        "assurance, offline, outcome, reason, receipt_id, receipt_key, receipt_signature, header, sealed, sealed_to, "
        "kiosk_signature, clerk_signature, clerk_certificate) "
        "SELECT CASE WHEN n = 4 THEN 2 ELSE 1 END, n, n < 5, decode(repeat('00', 16), 'hex'), "
        "sha256(n::text::bytea), 'unreadable', now(), now(), '', '', false, 'refused', "
        "CASE WHEN n < 5 THEN 'unsigned_stray' ELSE 'chain_broken' END, n::text, '', '', '', '', '', '', '', '' "
        "FROM generate_series(1, 5) AS n");
    run("INSERT INTO conflict_case (reason, record_id, opened_at) SELECT reason, id, now() FROM record WHERE id IN (1, "
        "4, 5)");
    take_over(22, 9999);
    CHECK_NOTHROW(migrate());
    CHECK(run("SELECT FROM conflict_case_record") == 2);
    CHECK(run("SELECT FROM conflict_case_record JOIN conflict_case ON conflict_case.id = case_id "
              "WHERE conflict_case.record_id = 1 AND conflict_case_record.record_id IN (2, 3)") == 2);
}

TEST_CASE_FIXTURE(Bench,
                  "a policy that said for how long a decision may be undone says it no more, and is else as it was")
{
    using portal::contract::Policy;
    Policy policy;
    policy.version = "2026-11";
    policy.refusal_reasons = {{"other", "Думата \"undo_minutes\":5", "Other", "", ""}};
    const auto now = portal::contract::to_json(policy);
    auto before = now;
    before.insert(before.find(",\"version\":1}"), ",\"undo_minutes\":10");
    take_over(1, 22);
    migrate();
    const std::string insert =
        "INSERT INTO policy (changed, body, put_at) VALUES (2, $body$" + before + "$body$, now())";
    run(insert.c_str());
    take_over(23, 9999);
    migrate();
    const std::string as_now = "SELECT 1 FROM policy WHERE body = $body$" + now + "$body$";
    CHECK(run(as_now.c_str()) == 1);
}

TEST_CASE("a folder that is not there is said so")
{
    CHECK_THROWS_AS(db::migrate("", "/nonexistent/migrations"), db::MigrationError);
}
