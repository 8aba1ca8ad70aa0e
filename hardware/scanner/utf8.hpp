#pragma once

#include <string>
#include <string_view>

/// The letters that a scan may hold. Source of the form: RFC 3629 §3.
namespace hardware::scanner {
/// No control character but the ends of lines and Tab, and none that UTF-8 has no form for.
bool is_text(char32_t character);

/// Appends one character as UTF-8.
void append_utf8(std::string& text, char32_t character);

/// What is text of `bytes`: control characters and bytes that are no UTF-8 leave nothing.
std::string text_of(std::string_view bytes);
} // namespace hardware::scanner
