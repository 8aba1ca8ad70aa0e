#include <algorithm>

#include <sodium.h>

#include "portal/contract/counter_pass.hpp"

namespace portal::contract {
namespace {
constexpr std::size_t kCodeLength = 16;

/// Luhn sum of digits, the last of which counts once, the one before it twice, and so on.
int luhn_sum(std::string_view digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum;
}
} // namespace

std::string make_pass_code()
{
    if (sodium_init() < 0) throw std::runtime_error{"sodium_init"};
    std::string code;
    for (std::size_t i = 1; i < kCodeLength; ++i)
        code += static_cast<char>('0' + randombytes_uniform(10));
    code += '0';
    code.back() = static_cast<char>('0' + (10 - luhn_sum(code) % 10) % 10);
    return code;
}

std::optional<std::string> parse_pass_code(std::string_view text)
{
    std::string code;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            code += c;
        else if (std::string_view{" -\t\r\n"}.find(c) == std::string_view::npos)
            return std::nullopt;
        if (code.size() > kCodeLength) return std::nullopt;
    }
    if (code.size() != kCodeLength || luhn_sum(code) % 10 != 0) return std::nullopt;
    return code;
}

std::string grouped_pass_code(std::string_view code)
{
    std::string grouped;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0) grouped += ' ';
        grouped += code[i];
    }
    return grouped;
}
} // namespace portal::contract
