#include "db/work.hpp"

#include <charconv>

namespace db {
using portal::domain::Fault;

namespace {
/// `2026-11-18 08:47:12+00`, as PostgreSQL writes it in UTC; fractions of a second are dropped.
Instant parse_instant(std::string text)
{
    if (text.size() < 22 || !text.ends_with("+00")) throw Fault{"timestamp in an unexpected form"};
    text.resize(19);
    text[10] = 'T';
    return contract::instant_from_rfc3339(text + "Z");
}

std::int64_t parse_integer(const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) throw Fault{"integer in an unexpected form"};
    return number;
}
} // namespace

Value::Value(std::string_view text) : text_{text}
{
    if (text.find('\0') != std::string_view::npos) throw Fault{"a zero byte in a text"};
}

Value::Value(Instant when) : text_{contract::to_rfc3339(when)} {}

Value::Value(Date date) : text_{contract::to_iso(date)} {}

Value::Value(ByteView bytes) : text_{"\\x" + contract::to_hex(bytes)} {}

std::int64_t Row::integer(const char* column) const
{
    return parse_integer(text(column));
}

bool Row::flag(const char* column) const
{
    return text(column) == "t";
}

Instant Row::instant(const char* column) const
{
    return parse_instant(text(column));
}

Bytes Row::bytes(const char* column) const
{
    const auto hex = text(column);
    if (!hex.starts_with("\\x")) throw Fault{"bytes in an unexpected form"};
    return contract::from_hex(std::string_view{hex}.substr(2));
}

std::optional<std::int64_t> Row::optional_integer(const char* column) const
{
    const auto found = optional_text(column);
    return found ? std::optional{parse_integer(*found)} : std::nullopt;
}

std::optional<Instant> Row::optional_instant(const char* column) const
{
    const auto found = optional_text(column);
    return found ? std::optional{parse_instant(*found)} : std::nullopt;
}

std::optional<Date> Row::optional_date(const char* column) const
{
    const auto found = optional_text(column);
    return found ? std::optional{contract::date_from_iso(*found)} : std::nullopt;
}

std::optional<Row> Work::row(const Statement& statement, std::initializer_list<Value> values)
{
    auto found = rows(statement, values);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Row Work::one(const Statement& statement, std::initializer_list<Value> values)
{
    auto found = row(statement, values);
    if (!found) throw Fault{std::string{statement.name} + ": no row"};
    return std::move(*found);
}
} // namespace db
