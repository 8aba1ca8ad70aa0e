#include <algorithm>
#include <iterator>

#include "portal/contract/counter_pass.hpp"
#include "portal/contract/spelling.hpp"

namespace portal::contract {
namespace {
constexpr std::string_view kBlanks = " \t\r\n\x02\x03"; ///< STX and ETX are what some scanners frame a text with
constexpr std::size_t kCanLength = 6;
constexpr std::size_t kNumberLength = 10;
constexpr std::size_t kCodeLength = 16;
constexpr std::size_t kLongestOther = 100; ///< more digits can only be a pass

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::string without(std::string_view text, std::string_view characters)
{
    std::string rest;
    std::copy_if(text.begin(), text.end(), std::back_inserter(rest),
                 [characters](char c) { return characters.find(c) == std::string_view::npos; });
    return rest;
}

/// TD1, TD2 or TD3, with line ends or without, in capitals or not.
bool is_zone(std::string_view text)
{
    const auto zone = without(text, kBlanks);
    const bool allowed = std::all_of(zone.begin(), zone.end(), [](char c) {
        return is_digit(c) || c == '<' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    const bool sized = zone.size() == 3 * 30 || zone.size() == 2 * 36 || zone.size() == 2 * 44;
    return allowed && sized && zone.find("<<") != std::string::npos && !is_digit(zone.front());
}

bool is_pass(std::string_view digits)
{
    if (digits.size() <= kLongestOther) return false;
    const auto header = read_pass_header(digits);
    const auto* fault = std::get_if<PassFault>(&header);
    return !fault || *fault == PassFault::unknown_version;
}
} // namespace

ScanShape shape_of_scan(std::string_view text)
{
    constexpr std::size_t kLongestScan = 4096;
    if (text.size() > kLongestScan) return ScanShape::other;
    if (has_cyrillic(text)) return ScanShape::wrong_layout;
    if (is_zone(text)) return ScanShape::mrz;

    const auto digits = without(text, std::string{kBlanks} + "-");
    if (!digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit)) {
        if (is_pass(digits)) return ScanShape::pass_qr;
        if (digits.size() == kCodeLength) return ScanShape::pass_code;
        if (digits.size() == kNumberLength) return ScanShape::personal_number;
        if (digits.size() == kCanLength) return ScanShape::can;
    }
    const auto username = parse_username(without(text, "\x02\x03"));
    return std::holds_alternative<std::string>(username) ? ScanShape::username : ScanShape::other;
}
} // namespace portal::contract
