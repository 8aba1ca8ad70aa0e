#include "db/connection.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <poll.h>

#include "db/pqxx_compat.hpp"

namespace db {
using portal::domain::DatabaseUnavailable;
using portal::domain::Fault;

struct ResultSet {
    explicit ResultSet(const pqxx::result& rows) : result{rows}
    {
        for (pqxx::row::size_type i = 0; i < result.columns(); ++i)
            columns.emplace_back(result.column_name(i));
    }
    pqxx::result result;
    std::vector<std::string_view> columns; ///< asked one by one, libpq copies and folds the name it is asked for
};

namespace {
/// SQLSTATE classes after which the same act may succeed later or elsewhere: connection, rollback (deadlock),
/// resources, operator intervention, and 0A000: a server that has become a standby refuses `BEGIN READ WRITE` with it,
/// and a connection whose statements no longer fit a table answers so. Source: PostgreSQL appendix A.
bool may_pass(std::string_view sqlstate)
{
    return sqlstate.starts_with("08") || sqlstate.starts_with("40") || sqlstate.starts_with("53") ||
           sqlstate.starts_with("57P") || sqlstate == "0A000" || sqlstate == "57014" || sqlstate == "55P03";
}

/// A prepared statement whose answer got another shape ("cached plan must not change result type"): for this connection
/// it stays so.
bool no_longer_fits(const std::exception& error)
{
    const auto* const refusal = dynamic_cast<const pqxx::sql_error*>(&error);
    return refusal && refusal->sqlstate() == "0A000";
}

/// What the log may hold: PostgreSQL's first line. Those after it quote the row, and rows hold personal data.
std::string told(const std::exception& error)
{
    const std::string_view what = error.what();
    return std::string{what.substr(0, what.find('\n'))};
}

[[noreturn]] void rethrow_as_ours(const pqxx::connection& connection, const char* statement)
{
    const std::string where = std::string{statement} + ": ";
    try {
        throw;
    } catch (const pqxx::broken_connection& error) {
        throw DatabaseUnavailable{where + told(error)};
    } catch (const pqxx::in_doubt_error& error) {
        throw DatabaseUnavailable{where + told(error)};
    } catch (const pqxx::transaction_rollback& error) {
        throw DatabaseUnavailable{where + told(error)};
    } catch (const pqxx::sql_error& error) {
        if (may_pass(error.sqlstate()) || !connection.is_open()) throw DatabaseUnavailable{where + told(error)};
        throw Fault{where + error.sqlstate() + " " + told(error)};
    } catch (const pqxx::failure& error) {
        if (!connection.is_open()) throw DatabaseUnavailable{where + told(error)};
        throw Fault{where + told(error)};
    }
}

pqxx::field field_of(const ResultSet& rows, std::size_t index, const char* column)
{
    const auto found = std::ranges::find(rows.columns, std::string_view{column});
    if (found == rows.columns.end()) throw Fault{std::string{"no column "} + column};
    return rows.result[static_cast<pqxx::result::size_type>(index)]
                      [static_cast<pqxx::row::size_type>(found - rows.columns.begin())];
}

/// The statement with its columns in it.
std::string sql_of(const Statement& statement)
{
    static constexpr std::string_view kPlace = "$columns";
    std::string sql = statement.sql;
    if (const auto place = sql.find(kPlace); place != std::string::npos)
        sql.replace(place, kPlace.size(), statement.columns);
    return sql;
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
    std::optional<pqxx::nontransaction> work; ///< libpqxx's own transactions would cost a look a round trip at each end
    std::unordered_set<std::string> prepared;
    bool stuck{
        false}; ///< not to be used again: in a transaction that could not be ended, or its statements fit no more
    bool failed{false}; ///< a statement did, since the transaction began: the server answers COMMIT by undoing it
};

Connection::Connection(const std::string& connection)
{
    try {
        impl_ = std::make_unique<Impl>(connection);
        pqxx_compat::forbid_reconnecting(impl_->connection);
        pqxx_compat::forbid_details(impl_->connection);
        impl_->work.emplace(impl_->connection);
        impl_->work->exec("SET TIME ZONE 'UTC'; SET datestyle TO 'ISO'; SET bytea_output TO 'hex';"
                          "SET statement_timeout TO '20s'; SET lock_timeout TO '5s'; SET "
                          "idle_in_transaction_session_timeout TO '60s';"
                          "SET default_transaction_read_only TO on");
    } catch (const pqxx::failure& error) {
        throw DatabaseUnavailable{std::string{"connect: "} + error.what()};
    }
}

Connection::~Connection() = default;

bool Connection::alive() const
{
    if (impl_->stuck || !impl_->connection.is_open()) return false;
    pollfd socket{impl_->connection.sock(), POLLIN, 0};
    return poll(&socket, 1, 0) == 0; // an idle server has nothing to say but good-bye
}

std::shared_ptr<const ResultSet> Connection::exec(const Statement& statement, std::initializer_list<Value> values)
{
    pqxx_compat::Parameters parameters;
    parameters.reserve(values.size());
    for (const auto& value : values)
        parameters.push_back(value.text());
    try {
        if (!impl_->prepared.contains(statement.name)) {
            impl_->connection.prepare(statement.name, sql_of(statement));
            impl_->prepared.insert(statement.name);
        }
        return std::make_shared<const ResultSet>(pqxx_compat::exec_prepared(*impl_->work, statement.name, parameters));
    } catch (const std::exception& error) {
        impl_->failed = true;
        impl_->stuck |= no_longer_fits(error);
        rethrow_as_ours(impl_->connection, statement.name);
    }
}

std::vector<Row> Connection::rows(const Statement& statement, std::initializer_list<Value> values)
{
    const auto set = exec(statement, values);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < static_cast<std::size_t>(set->result.size()); ++i)
        rows.emplace_back(set, i);
    return rows;
}

std::size_t Connection::run(const Statement& statement, std::initializer_list<Value> values)
{
    return static_cast<std::size_t>(exec(statement, values)->result.affected_rows());
}

void Connection::order(const char* command)
{
    try {
        impl_->work->exec(command);
    } catch (const std::exception&) {
        rethrow_as_ours(impl_->connection, command);
    }
}

Connection::Transaction::Transaction(Connection& connection) : connection_{connection}
{
    connection_.order("BEGIN READ WRITE");
    connection_.impl_->failed = false;
}

Connection::Transaction::~Transaction()
{
    if (committed_) return;
    try {
        connection_.order("ROLLBACK");
    } catch (const std::exception&) {
        connection_.impl_->stuck = true; // the server undoes it when the connection ends
    }
}

void Connection::Transaction::commit()
{
    if (connection_.impl_->failed) throw Fault{"COMMIT: a statement of the transaction failed"};
    connection_.order("COMMIT");
    committed_ = true;
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
