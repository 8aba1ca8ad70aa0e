#include "kiosk/outbox/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "config/log.hpp"
#include "kiosk/core/outbox.hpp"

namespace kiosk::outbox {
namespace {
constexpr int kBusyPatienceMs = 2000;

void check(int code, sqlite3* database)
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    throw OutboxFailed{std::string{sqlite3_errstr(code)} + ": " + (database ? sqlite3_errmsg(database) : "")};
}

/// SQLite gives a new file's log the rights of the file itself.
void create_private(const std::filesystem::path& file)
{
    const int number = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (number < 0) throw OutboxFailed{"cannot open or make " + file.filename().string()};
    ::close(number);
}
} // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_{database}
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr), database);
    statement_.reset(statement);
}

Statement& Statement::bind(int place, std::int64_t value)
{
    check(sqlite3_bind_int64(statement_.get(), place, value), database_);
    return *this;
}

Statement& Statement::bind(int place, std::string_view text)
{
    check(sqlite3_bind_text(statement_.get(), place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT),
          database_);
    return *this;
}

Statement& Statement::bind(int place, portal::contract::ByteView bytes)
{
    check(sqlite3_bind_blob(statement_.get(), place, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT),
          database_);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(statement_.get());
    check(code, database_);
    return code == SQLITE_ROW;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const
{
    const auto* text = sqlite3_column_text(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return text ? std::string{reinterpret_cast<const char*>(text), size} : std::string{};
}

portal::contract::Bytes Statement::bytes(int column) const
{
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return bytes ? portal::contract::Bytes{bytes, bytes + size} : portal::contract::Bytes{};
}

void Connection::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Connection::Connection(const std::filesystem::path& file)
{
    create_private(file);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nullptr);
    handle_.reset(handle);
    check(code, handle);
    check(sqlite3_busy_timeout(handle, kBusyPatienceMs), handle);
}

void Connection::run(const char* sql)
{
    check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr), handle_.get());
}

int Connection::changed_rows() const
{
    return sqlite3_changes(handle_.get());
}

Transaction::~Transaction()
{
    if (!open_) return;
    try {
        connection_.run("ROLLBACK");
    } catch (const OutboxFailed& error) { // SQLite has rolled back by itself
        config::log::debug("outbox.rolled_back", {{"error", error.what()}});
    }
}

void Transaction::commit()
{
    connection_.run("COMMIT");
    open_ = false;
}
} // namespace kiosk::outbox
