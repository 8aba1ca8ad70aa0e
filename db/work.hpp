#pragma once

#include <array>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "portal/domain/types.hpp"

/// One transaction as the stores see it: statements with values in, rows out. No libpqxx in sight.
namespace db {
namespace contract = portal::contract;
namespace domain = portal::domain;
using portal::domain::Bytes;
using portal::domain::ByteView;
using portal::domain::Date;
using portal::domain::Instant;

/// Prepared once per connection under its name. Columns are named one by one: a prepared `SELECT *` fails as soon as a
/// migration adds a column.
struct Statement {
    const char* name = "";
    const char* sql = "";
    const char* columns = ""; ///< what stands for `$columns`, where several statements read the same
};

/// A parameter in PostgreSQL's text form.
class Value {
public:
    Value(std::string_view text);
    Value(const char* text) : Value{std::string_view{text}} {}
    Value(const std::string& text) : Value{std::string_view{text}} {}
    template <class Integer>
    requires std::is_integral_v<Integer> Value(Integer number)
        : text_{std::is_same_v<Integer, bool> ? (number ? "t" : "f") : std::to_string(number)}
    {
    }
    Value(Instant when);
    Value(Date date);
    Value(ByteView bytes);
    Value(const Bytes& bytes) : Value{ByteView{bytes}} {}
    template <std::size_t N>
    Value(const std::array<std::uint8_t, N>& bytes) : Value{ByteView{bytes}}
    {
    }
    template <class T>
    Value(const std::optional<T>& value)
    {
        if (value) text_ = Value{*value}.text_;
    }

    const std::optional<std::string>& text() const { return text_; }

private:
    std::optional<std::string> text_; ///< empty: NULL
};

struct ResultSet;

/// A row by column names. Throws `Fault` on an unknown column or an unexpected NULL.
class Row {
public:
    Row(std::shared_ptr<const ResultSet> rows, std::size_t index);

    std::string text(const char* column) const;
    std::int64_t integer(const char* column) const;
    bool flag(const char* column) const;
    Instant instant(const char* column) const;
    Bytes bytes(const char* column) const;
    /// Exactly N bytes.
    template <std::size_t N>
    std::array<std::uint8_t, N> array(const char* column) const
    {
        std::array<std::uint8_t, N> exact{};
        copy_bytes(column, exact.data(), N);
        return exact;
    }
    std::optional<std::string> optional_text(const char* column) const;
    std::optional<std::int64_t> optional_integer(const char* column) const;
    std::optional<Instant> optional_instant(const char* column) const;
    std::optional<Date> optional_date(const char* column) const;

private:
    void copy_bytes(const char* column, std::uint8_t* to, std::size_t size) const;
    std::shared_ptr<const ResultSet> rows_;
    std::size_t index_;
};

/// Statements on one connection, within the transaction that gave it. Belongs to the thread that opened the
/// transaction. Everything throws `Fault`, or `DatabaseUnavailable` where the connection is gone.
class Work {
public:
    virtual ~Work() = default;
    virtual std::vector<Row> rows(const Statement& statement, std::initializer_list<Value> values = {}) = 0;
    /// Runs a statement that changes; returns the number of rows it touched.
    virtual std::size_t run(const Statement& statement, std::initializer_list<Value> values = {}) = 0;

    /// The first row, or nothing.
    std::optional<Row> row(const Statement& statement, std::initializer_list<Value> values = {});
    /// The only row. Throws `Fault` where there is none.
    Row one(const Statement& statement, std::initializer_list<Value> values = {});
};
} // namespace db
