#include "portal/contract/birth_date.hpp"

#include <algorithm>

namespace portal::contract {
namespace {
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr std::string_view kForm = "0000-00-00";
constexpr year kLeapYear{2000};

/// Digits with leading zeros, or as many X.
template <typename Part>
std::string text_of(const std::optional<Part>& part, std::size_t width)
{
    if (!part) return std::string(width, 'X');
    std::string digits;
    if constexpr (std::is_same_v<Part, year>)
        digits = std::to_string(static_cast<int>(*part));
    else
        digits = std::to_string(static_cast<unsigned>(*part));
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// The inverse of `text_of`.
std::optional<int> number_in(std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return c == 'X'; })) return std::nullopt;
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') throw Malformed{"birth date: not in its form"};
        number = number * 10 + (c - '0');
    }
    return number;
}
} // namespace

bool BirthDate::fits(Date date) const
{
    return year.value_or(date.year()) == date.year() && month.value_or(date.month()) == date.month() &&
           day.value_or(date.day()) == date.day();
}

std::string to_iso(const BirthDate& date)
{
    return text_of(date.year, 4) + '-' + text_of(date.month, 2) + '-' + text_of(date.day, 2);
}

BirthDate birth_date_from_iso(std::string_view text)
{
    if (text.size() != kForm.size() || text[4] != '-' || text[7] != '-') throw Malformed{"birth date: not in its form"};
    BirthDate date;
    if (const auto number = number_in(text.substr(0, 4))) date.year = year{*number};
    if (const auto number = number_in(text.substr(5, 2))) date.month = month{static_cast<unsigned>(*number)};
    if (const auto number = number_in(text.substr(8, 2))) date.day = day{static_cast<unsigned>(*number)};
    if (!Date{date.year.value_or(kLeapYear), date.month.value_or(std::chrono::January), date.day.value_or(day{1})}.ok())
        throw Malformed{"birth date: no calendar has it"};
    return date;
}

std::string to_shown(const BirthDate& date)
{
    if (date.is_unknown()) return {};
    return text_of(date.day, 2) + '.' + text_of(date.month, 2) + '.' + text_of(date.year, 4);
}
} // namespace portal::contract
