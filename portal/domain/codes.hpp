#pragma once

#include <string>
#include <string_view>

/// Codes that people type: digits alone, so that every keyboard has them.
namespace portal::domain {
/// Random digits, each as likely as any other.
std::string random_digits(std::size_t count);
/// The digits of what was typed or said, whatever stands between them.
std::string digits_of(std::string_view text);

struct WrongCode {};
} // namespace portal::domain
