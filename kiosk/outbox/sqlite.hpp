#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "portal/contract/types.hpp"

struct sqlite3;
struct sqlite3_stmt;

/// SQLite's C handles as classes, its return codes as `OutboxFailed`.
namespace kiosk::outbox {
/// One statement, being bound and stepped. Parameters and columns count from 1 and from 0, as SQLite has it.
class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);

    Statement& bind(int place, std::int64_t value);
    Statement& bind(int place, std::string_view text);
    Statement& bind(int place, portal::contract::ByteView bytes);
    bool step(); ///< true: there is a row
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    portal::contract::Bytes bytes(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One open file. Not thread-safe.
class Connection {
public:
    explicit Connection(const std::filesystem::path& file);

    Statement prepare(std::string_view sql) { return {handle_.get(), sql}; }
    void run(const char* sql);
    int changed_rows() const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

/// Everything until `commit` or nothing.
class Transaction {
public:
    explicit Transaction(Connection& connection) : connection_{connection} { connection_.run("BEGIN IMMEDIATE"); }
    ~Transaction();
    Transaction(Transaction&&) = delete;
    void commit();

private:
    Connection& connection_;
    bool open_{true};
};
} // namespace kiosk::outbox
