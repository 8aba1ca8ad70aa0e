#include "hardware/scanner/symbology.hpp"

#include <string_view>
#include <utility>

namespace hardware::scanner {
namespace {
constexpr std::size_t kLength = 3;

bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_identifier(std::string_view text)
{
    return text.size() == kLength && text[0] == ']' && is_letter(text[1]) &&
           (is_letter(text[2]) || (text[2] >= '0' && text[2] <= '9'));
}
} // namespace

MarkedScan without_symbology(std::string scan)
{
    const std::string identifier = scan.substr(0, kLength);
    if (!is_identifier(identifier)) return {std::move(scan), Source::unknown};
    scan.erase(0, kLength);
    if (identifier[1] != 'o') return {std::move(scan), Source::code};
    constexpr std::string_view kLineEnds = "\r\n\t";
    for (auto at = scan.find_first_of(kLineEnds); at != std::string::npos; at = scan.find_first_of(kLineEnds, at + 1))
        if (scan.compare(at + 1, kLength, identifier) == 0) scan.erase(at + 1, kLength);
    return {std::move(scan), Source::print};
}
} // namespace hardware::scanner
