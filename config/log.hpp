#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

/// The log: an event name and fields, one line each, to standard error. Thread-safe. Personal data cannot get in:
/// types that hold them have no conversion to text.
namespace config::log {
/// One `key=value` of a line. What has no constructor here cannot be logged; add none for a type that holds personal
/// data.
struct Field {
    Field(std::string_view k, std::string_view v) : key{k}, value{v} {}
    Field(std::string_view k, const char* v) : key{k}, value{v} {}
    Field(std::string_view k, long long v) : key{k}, value{std::to_string(v)} {}
    std::string_view key;
    std::string value;
};

enum class Level { debug, info, warn, error };

/// `debug`, `info`, `warn` or `error`, as a configuration file says it. Throws `std::invalid_argument` on anything
/// else.
Level level_of(std::string_view name);

/// What is below `level` is not written from now on.
void set_level(Level level);

/// What follows time and level in a line. Quotes whatever is more than a plain word and escapes control characters, so
/// that no value can begin a line or a field of its own.
std::string line(std::string_view event, std::initializer_list<Field> fields);

/// One line: `2026-08-21T10:15:00Z warn card.fault error="SCardTransmit: ..."`.
void debug(std::string_view event, std::initializer_list<Field> fields = {});
void info(std::string_view event, std::initializer_list<Field> fields = {});
void warn(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});
} // namespace config::log
