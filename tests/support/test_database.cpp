#include "tests/support/test_database.hpp"

#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string_view>

#include <pqxx/pqxx>
#include <unistd.h>

namespace tests {
namespace {
constexpr std::string_view kTemplate = "migrated_template";
constexpr std::string_view kHalfMadeTemplate = "half_made_template";
/// Any number: the lock that keeps two test programs from making the template at once.
constexpr std::string_view kTemplateLock = "20240617";

constexpr std::string_view kOwner = "gishe_owner";
constexpr std::string_view kService = "gishe_service";

/// The connection string of the database that others are created from.
std::string cluster_connection()
{
    std::ifstream file{GISHE_TEST_POSTGRES};
    std::string folder;
    std::string connection;
    if (!std::getline(file, folder) || !std::getline(file, connection))
        throw std::runtime_error{"no test cluster: run this by ctest, or first "
                                 "tests/support/postgres_fixture.py start " GISHE_TEST_POSTGRES};
    return connection;
}

std::string connection_to(std::string_view database, std::string_view role)
{
    // Of two values the last one counts.
    return cluster_connection() + " dbname=" + std::string{database} + " user=" + std::string{role};
}

std::string owned(std::string_view database)
{
    return std::string{database} + " OWNER " + std::string{kOwner};
}

void execute(pqxx::connection& cluster, const std::string& sql)
{
    pqxx::nontransaction{cluster}.exec(sql);
}

bool exists(pqxx::connection& cluster, std::string_view database)
{
    pqxx::nontransaction work{cluster};
    return !work.exec("SELECT 1 FROM pg_database WHERE datname = " + work.quote(std::string{database})).empty();
}

void make_template(pqxx::connection& cluster, const TestDatabase::Migrate& migrate)
{
    const std::string half_made{kHalfMadeTemplate};
    execute(cluster, "SELECT pg_advisory_lock(" + std::string{kTemplateLock} + ")"); // let go with the connection
    if (exists(cluster, kTemplate)) return;
    execute(cluster, "DROP DATABASE IF EXISTS " + half_made);
    execute(cluster, "CREATE DATABASE " + owned(half_made));
    migrate(connection_to(half_made, kOwner));
    execute(cluster, "ALTER DATABASE " + half_made + " RENAME TO " + std::string{kTemplate});
}

/// Unlike any other in the run: CTest gives every test case its own process.
std::string next_name()
{
    static int made = 0;
    return "test_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
}
} // namespace

TestDatabase::TestDatabase(const Migrate& migrate) : name_{next_name()}
{
    pqxx::connection cluster{cluster_connection()};
    if (!exists(cluster, kTemplate)) make_template(cluster, migrate);
    execute(cluster, "CREATE DATABASE " + owned(name_) + " TEMPLATE " + std::string{kTemplate});
}

TestDatabase::TestDatabase() : name_{next_name()}
{
    pqxx::connection cluster{cluster_connection()};
    execute(cluster, "CREATE DATABASE " + owned(name_));
}

std::string TestDatabase::connection() const
{
    return connection_to(name_, kService);
}

std::string TestDatabase::owner_connection() const
{
    return connection_to(name_, kOwner);
}

std::string TestDatabase::superuser_connection()
{
    return cluster_connection();
}

TestDatabase::~TestDatabase()
{
    try {
        pqxx::connection cluster{cluster_connection()};
        execute(cluster, "DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception& error) {
        std::cerr << "test database not dropped: " << error.what() << '\n';
    }
}
} // namespace tests
