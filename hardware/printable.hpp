#pragma once

#include <string>
#include <string_view>

namespace hardware {
/// A name that others gave, as it may stand in a line on a terminal or in a log: in UTF-8, and what a terminal obeys in
/// it as a backslash and two hexadecimal digits a byte. That is control characters, those that turn the direction of
/// writing, bytes that are no UTF-8, and the backslash itself, so that no two names look the same by it.
std::string printable(std::string_view name);

/// The same of a text that writes its backslashes so that they are told from escapes already: they stay.
std::string printable_escaped(std::string_view text);

/// A message of one or several lines, which may quote what somebody typed: as `printable_escaped`, line by line.
std::string printable_lines(std::string_view message);
} // namespace hardware
