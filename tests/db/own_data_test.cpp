#include "db/own_data_store.hpp"

#include <set>

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "db/migrations.hpp"
#include "tests/support/test_database.hpp"

namespace {
using Columns = std::set<std::string>; ///< `table.column`

/// Every column of every table whose rows belong to an account or to its person.
Columns stored()
{
    const tests::TestDatabase database{[](const std::string& owner) { db::migrate(owner, GISHE_MIGRATIONS); }};
    db::Connection connection{database.connection()};
    Columns all;
    for (const auto& row : connection.rows({"columns", R"(
        SELECT table_name || '.' || column_name AS name
        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
              AND (table_name IN ('account', 'audit_detail')
                   OR table_name IN (SELECT table_name FROM information_schema.columns
                                     WHERE column_name IN ('account_id', 'person'))
                   OR table_name IN (SELECT relname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
                                     WHERE contype = 'f' AND confrelid = 'account'::regclass)))"}))
        all.insert(row.text("name"));
    return all;
}

/// What the export reads; of other tables what stands there with its table's name. Desks, and what is told of a row,
/// are no columns of the account's.
Columns exported()
{
    Columns all;
    for (const auto& own : db::exported_tables()) {
        std::string_view rest = own.columns;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(", "), rest.size());
            const std::string column{rest.substr(0, end)};
            const bool named = column.find('.') != std::string::npos;
            if (!column.starts_with("kiosk.") && !column.starts_with("told."))
                all.insert(named ? column : own.table + ("." + column));
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
    }
    return all;
}

Columns left_out()
{
    struct Nothing final : db::Work {
        std::vector<db::Row> rows(const db::Statement&, std::initializer_list<db::Value>) override { return {}; }
        std::size_t run(const db::Statement&, std::initializer_list<db::Value>) override { return 0; }
    } nothing;
    Columns all;
    for (const auto& [table, column, why] : db::OwnDataStore{nothing}.left_out()) {
        CHECK_FALSE(why.empty());
        all.insert(table + "." + column);
    }
    return all;
}

std::string without(const Columns& some, const Columns& others)
{
    std::string text;
    for (const auto& name : some)
        if (!others.contains(name)) text += name + " ";
    return text;
}
} // namespace

TEST_CASE("every column that holds an account's data is in its owner's export, or left out with its reason")
{
    const auto all = stored();
    CHECK(all.size() > 80);
    auto known = exported();
    known.merge(left_out());
    CHECK(without(all, known).empty());
    CHECK(without(known, all).empty());
}

TEST_CASE("no column is both in the export and left out")
{
    const auto left = left_out();
    for (const auto& name : exported())
        CHECK_FALSE(left.contains(name));
}
