#pragma once

#include <string>
#include <string_view>

#include "portal/http/exchange.hpp"

namespace portal::http {
/// Fields of an `application/x-www-form-urlencoded` text. Wrong escapes stand as they are.
Fields parse_urlencoded(std::string_view text);

/// For a URL. `kept`: marks that stand for themselves. Source: RFC 3986 §2.1.
std::string url_encoded(std::string_view text, std::string_view kept = "-_.~");

/// Blanks, also no-break ones, taken from both ends.
std::string_view trimmed(std::string_view text);

/// Blanks (also no-break) and hyphens taken out: for numbers as people write them.
std::string digits_as_written(std::string_view text);

bool is_utf8(std::string_view text);
} // namespace portal::http
