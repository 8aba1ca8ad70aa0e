#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "db/migrations.hpp"
#include "tests/support/test_database.hpp"

namespace {
/// `table.column` of every foreign key to an account that no index answers by itself: one over all rows that begins
/// with it.
constexpr db::Statement kUnanswered{"unanswered", R"(
    SELECT coalesce(string_agg(conrelid::regclass || '.' || attname, ' '), '') AS keys
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND confrelid = 'account'::regclass
          AND NOT EXISTS (SELECT FROM pg_index
                          WHERE indrelid = conrelid AND indkey[0] = conkey[1] AND indpred IS NULL AND indisvalid))"};
} // namespace

TEST_CASE("every foreign key to an account has an index over all rows")
{
    const tests::TestDatabase database{[](const std::string& owner) { db::migrate(owner, GISHE_MIGRATIONS); }};
    db::Connection connection{database.connection()};
    CHECK(connection.one(kUnanswered).text("keys").empty());
    db::Connection owner{database.owner_connection()};
    const db::Connection::Transaction transaction{owner};
    owner.run({"partial", "CREATE TABLE unindexed (account_id bigint REFERENCES account)"});
    owner.run({"index", "CREATE INDEX ON unindexed (account_id) WHERE account_id > 1"});
    CHECK(owner.one(kUnanswered).text("keys") == "unindexed.account_id");
}
