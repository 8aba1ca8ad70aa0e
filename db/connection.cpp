#include "db/connection.hpp"

#include <algorithm>
#include <unordered_set>

#include <poll.h>

#include "db/pqxx_compat.hpp"

namespace db {
using portal::domain::DatabaseUnavailable;
using portal::domain::Fault;

struct ResultSet {
    pqxx::result result;
};

namespace {
/// SQLSTATE classes after which the same act may succeed later or elsewhere: connection, rollback (deadlock),
/// resources, operator intervention, and a server that has become a standby. Source: PostgreSQL appendix A.
bool may_pass(std::string_view sqlstate)
{
    return sqlstate.starts_with("08") || sqlstate.starts_with("40") || sqlstate.starts_with("53") ||
           sqlstate.starts_with("57P") || sqlstate == "25006" || sqlstate == "57014" || sqlstate == "55P03";
}

[[noreturn]] void rethrow_as_ours(const pqxx::connection& connection, const char* statement)
{
    const std::string where = std::string{statement} + ": ";
    try {
        throw;
    } catch (const pqxx::broken_connection& error) {
        throw DatabaseUnavailable{where + error.what()};
    } catch (const pqxx::in_doubt_error& error) {
        throw DatabaseUnavailable{where + error.what()};
    } catch (const pqxx::transaction_rollback& error) {
        throw DatabaseUnavailable{where + error.what()};
    } catch (const pqxx::sql_error& error) {
        if (may_pass(error.sqlstate()) || !connection.is_open()) throw DatabaseUnavailable{where + error.what()};
        throw Fault{where + error.sqlstate() + " " + error.what()};
    } catch (const pqxx::failure& error) {
        if (!connection.is_open()) throw DatabaseUnavailable{where + error.what()};
        throw Fault{where + error.what()};
    }
}

pqxx::field field_of(const ResultSet& rows, std::size_t index, const char* column)
{
    try {
        return rows.result.at(static_cast<pqxx::result::size_type>(index)).at(column);
    } catch (const std::exception& error) {
        throw Fault{std::string{"column "} + column + ": " + error.what()};
    }
}

std::string text_of(const ResultSet& rows, std::size_t index, const char* column)
{
    const auto field = field_of(rows, index, column);
    if (field.is_null()) throw Fault{std::string{"column "} + column + " is null"};
    return {field.c_str(), field.size()};
}
} // namespace

struct Connection::Impl {
    explicit Impl(const std::string& text) : connection{text} {}
    pqxx::connection connection;
    std::unordered_set<std::string> prepared;
};

Connection::Connection(const std::string& connection)
{
    try {
        impl_ = std::make_unique<Impl>(connection);
        pqxx_compat::forbid_reconnecting(impl_->connection);
        pqxx_compat::forbid_details(impl_->connection);
        pqxx::nontransaction setup{impl_->connection};
        setup.exec("SET TIME ZONE 'UTC'; SET datestyle TO 'ISO'; SET bytea_output TO 'hex';"
                   "SET statement_timeout TO '20s'; SET idle_in_transaction_session_timeout TO '60s'");
    } catch (const pqxx::failure& error) {
        throw DatabaseUnavailable{std::string{"connect: "} + error.what()};
    }
}

Connection::~Connection() = default;

bool Connection::alive() const
{
    if (!impl_->connection.is_open()) return false;
    pollfd socket{impl_->connection.sock(), POLLIN, 0};
    return poll(&socket, 1, 0) == 0; // an idle server has nothing to say but good-bye
}

struct Connection::Transaction::Impl {
    Impl(pqxx::connection& pqxx_connection, std::unordered_set<std::string>& names)
        : connection{pqxx_connection}, prepared{names}, work{pqxx_connection}
    {
    }
    pqxx::connection& connection;
    std::unordered_set<std::string>& prepared;
    pqxx::work work;
};

Connection::Transaction::Transaction(Connection& connection)
{
    try {
        impl_ = std::make_unique<Impl>(connection.impl_->connection, connection.impl_->prepared);
    } catch (const std::exception&) {
        rethrow_as_ours(connection.impl_->connection, "begin");
    }
}

Connection::Transaction::~Transaction() = default;

std::shared_ptr<const ResultSet> Connection::Transaction::exec(const Statement& statement,
                                                               std::initializer_list<Value> values)
{
    pqxx_compat::Parameters parameters;
    parameters.reserve(values.size());
    for (const auto& value : values)
        parameters.push_back(value.text());
    try {
        if (!impl_->prepared.contains(statement.name)) {
            impl_->connection.prepare(statement.name, statement.sql);
            impl_->prepared.insert(statement.name);
        }
        return std::make_shared<const ResultSet>(
            ResultSet{pqxx_compat::exec_prepared(impl_->work, statement.name, parameters)});
    } catch (const std::exception&) {
        rethrow_as_ours(impl_->connection, statement.name);
    }
}

std::vector<Row> Connection::Transaction::rows(const Statement& statement, std::initializer_list<Value> values)
{
    const auto set = exec(statement, values);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < static_cast<std::size_t>(set->result.size()); ++i)
        rows.emplace_back(set, i);
    return rows;
}

std::size_t Connection::Transaction::run(const Statement& statement, std::initializer_list<Value> values)
{
    return static_cast<std::size_t>(exec(statement, values)->result.affected_rows());
}

void Connection::Transaction::commit()
{
    try {
        impl_->work.commit();
    } catch (const std::exception&) {
        rethrow_as_ours(impl_->connection, "commit");
    }
}

Row::Row(std::shared_ptr<const ResultSet> rows, std::size_t index) : rows_{std::move(rows)}, index_{index} {}

std::string Row::text(const char* column) const
{
    return text_of(*rows_, index_, column);
}

std::optional<std::string> Row::optional_text(const char* column) const
{
    const auto field = field_of(*rows_, index_, column);
    if (field.is_null()) return std::nullopt;
    return std::string{field.c_str(), field.size()};
}

void Row::copy_bytes(const char* column, std::uint8_t* to, std::size_t size) const
{
    const auto found = bytes(column);
    if (found.size() != size) throw Fault{std::string{"column "} + column + ": unexpected size"};
    std::copy(found.begin(), found.end(), to);
}
} // namespace db
