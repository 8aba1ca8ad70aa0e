#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/http/exchange.hpp"

namespace portal::http {
/// A table as spreadsheets open it: RFC 4180, UTF-8 with its mark, semicolons as in Bulgaria. A value that a
/// spreadsheet might take for a formula, also after blanks or a line break, gets an apostrophe in front.
std::string csv(const std::vector<std::vector<std::string>>& rows);

/// As a file to save under `name`, of `[a-z0-9.-]`.
Response csv_answer(std::string_view name, const std::vector<std::vector<std::string>>& rows);
} // namespace portal::http
