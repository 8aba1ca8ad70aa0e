#include "config/log.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace config::log {
namespace {
bool is_plain(std::string_view text)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"._-+:/@,"}.find(c) != std::string_view::npos;
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), plain);
}

/// A C1 control character (U+0080 to U+009F) in UTF-8 is two bytes, the first of them this.
constexpr char kC1Lead = '\xc2';

/// Escapes quotes, backslashes and the control characters C0, DEL and C1; other UTF-8 stays as it is.
std::string in_quotes(std::string_view text)
{
    std::string out{'"'};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (byte == '"' || byte == '\\')
            (out += '\\') += text[i];
        else if (byte == '\n')
            out += "\\n";
        else if (byte < 0x20 || byte == 0x7f)
            out += fmt::format("\\x{:02x}", byte);
        else if (text[i] == kC1Lead && next >= 0x80 && next < 0xa0) {
            out += fmt::format("\\u{:04x}", next);
            ++i;
        } else
            out += text[i];
    }
    return out += '"';
}

/// One for the process and never destroyed: static objects may still log while the program ends.
spdlog::logger& logger()
{
    static spdlog::logger& only = *[] {
        auto* made = new spdlog::logger{"gishe", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
        made->set_formatter(
            std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%SZ %v", spdlog::pattern_time_type::utc));
        return made;
    }();
    return only;
}

void write(spdlog::level::level_enum level, std::string_view level_name, std::string_view event,
           std::initializer_list<Field> fields)
{
    if (logger().should_log(level)) logger().log(level, "{} {}", level_name, line(event, fields));
}
} // namespace

Level level_of(std::string_view name)
{
    if (name == "debug") return Level::debug;
    if (name == "info") return Level::info;
    if (name == "warn") return Level::warn;
    if (name == "error") return Level::error;
    throw std::invalid_argument{fmt::format("log.level: \"{}\" is none of debug, info, warn, error", name)};
}

void set_level(Level level)
{
    switch (level) {
    case Level::debug:
        logger().set_level(spdlog::level::debug);
        break;
    case Level::info:
        logger().set_level(spdlog::level::info);
        break;
    case Level::warn:
        logger().set_level(spdlog::level::warn);
        break;
    case Level::error:
        logger().set_level(spdlog::level::err);
        break;
    }
}

std::string line(std::string_view event, std::initializer_list<Field> fields)
{
    std::string text = is_plain(event) ? std::string{event} : in_quotes(event);
    for (const auto& field : fields) {
        text += ' ';
        text += is_plain(field.key) ? std::string{field.key} : in_quotes(field.key);
        text += '=';
        text += is_plain(field.value) ? field.value : in_quotes(field.value);
    }
    return text;
}

void debug(std::string_view event, std::initializer_list<Field> fields)
{
    write(spdlog::level::debug, "debug", event, fields);
}

void info(std::string_view event, std::initializer_list<Field> fields)
{
    write(spdlog::level::info, "info", event, fields);
}

void warn(std::string_view event, std::initializer_list<Field> fields)
{
    write(spdlog::level::warn, "warn", event, fields);
}

void error(std::string_view event, std::initializer_list<Field> fields)
{
    write(spdlog::level::err, "error", event, fields);
}
} // namespace config::log
