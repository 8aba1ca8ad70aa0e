#include "tests/support/test_database.hpp"

#include <pqxx/pqxx>

#include <doctest/doctest.h>

namespace {
int count_relations(const std::string& connection, const std::string& name)
{
    pqxx::connection database{connection};
    pqxx::nontransaction work{database};
    return work.exec("SELECT count(*) FROM pg_class WHERE relname = " + work.quote(name)).at(0).at(0).as<int>();
}
} // namespace

TEST_CASE("two test databases do not see each other's tables")
{
    const tests::TestDatabase one;
    const tests::TestDatabase other;
    {
        pqxx::connection database{one.owner_connection()};
        pqxx::nontransaction{database}.exec("CREATE TABLE mine ()");
    }
    CHECK(count_relations(one.connection(), "mine") == 1);
    CHECK(count_relations(other.connection(), "mine") == 0);
}
