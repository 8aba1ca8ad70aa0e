#include "hardware/document/birth_date.hpp"

#include <algorithm>
#include <cstdio>

namespace hardware::document {
namespace {
using namespace std::chrono;

constexpr std::string_view kUnknown = "<<";
constexpr std::string_view kZero = "00";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int two_digits(std::string_view pair)
{
    return (pair[0] - '0') * 10 + (pair[1] - '0');
}

/// Month or day; empty where it is unknown.
template <typename Part>
std::optional<Part> part_in(std::string_view pair)
{
    if (pair == kUnknown || pair == kZero) return std::nullopt;
    return Part{static_cast<unsigned>(two_digits(pair))};
}

/// The earliest day that it may be.
year_month_day earliest(const BirthDate& date, year in)
{
    return in / date.month.value_or(January) / date.day.value_or(day{1});
}

/// Whether there is such a day in that year, its unknown parts left aside.
bool exists(const BirthDate& date, year in)
{
    if (date.month && !date.month->ok()) return false;
    if (date.day && !date.day->ok()) return false;
    return earliest(date, in).ok();
}
} // namespace

std::optional<year_month_day> BirthDate::whole() const
{
    if (!year || !month || !day) return std::nullopt;
    return *year / *month / *day;
}

bool is_birth_field(std::string_view field)
{
    if (field.size() != 6) return false;
    for (std::size_t at = 0; at < field.size(); at += kUnknown.size()) {
        const auto pair = field.substr(at, kUnknown.size());
        if (pair != kUnknown && !std::ranges::all_of(pair, is_digit)) return false;
    }
    return true;
}

std::optional<BirthDate> birth_in_field(std::string_view field, year_month_day today)
{
    if (field == "000000") return BirthDate{}; // rather nothing known than the year 2000
    BirthDate date;
    date.month = part_in<month>(field.substr(2, 2));
    date.day = part_in<day>(field.substr(4, 2));
    if (field.substr(0, 2) == kUnknown) {
        constexpr year kLeapYear{2000};
        return exists(date, kLeapYear) ? std::optional{date} : std::nullopt;
    }
    const int century = static_cast<int>(today.year()) / 100 * 100;
    for (const year candidate : {year{century + two_digits(field)}, year{century - 100 + two_digits(field)}}) {
        if (!exists(date, candidate) || earliest(date, candidate) > today) continue;
        date.year = candidate;
        return date;
    }
    return std::nullopt;
}

std::string to_iso(const BirthDate& date)
{
    if (!date.year) return {};
    char text[16];
    int size = std::snprintf(text, sizeof text, "%04d", static_cast<int>(*date.year));
    if (date.month) size += std::snprintf(text + size, sizeof text - size, "-%02u", unsigned{*date.month});
    if (date.month && date.day) std::snprintf(text + size, sizeof text - size, "-%02u", unsigned{*date.day});
    return text;
}
} // namespace hardware::document
