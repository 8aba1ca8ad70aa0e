#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace hardware::document {
/// A birth date as far as the issuing state knows it: any part may be unknown. Source: ICAO 9303-3 §4.8.
struct BirthDate {
    std::optional<std::chrono::year> year;
    std::optional<std::chrono::month> month;
    std::optional<std::chrono::day> day;

    BirthDate() = default;
    /// A whole date is one too.
    BirthDate(std::chrono::year_month_day whole) : year{whole.year()}, month{whole.month()}, day{whole.day()} {}

    /// Empty where a part is unknown.
    std::optional<std::chrono::year_month_day> whole() const;
    bool operator==(const BirthDate&) const = default;
};

/// Whether six characters of a zone may be a birth date: digits, or fillers in place of year, month or day.
bool is_birth_field(std::string_view field);

/// The birth date in such a field; some states print zeros for what they do not know. The latest one that is not after
/// `today`. Empty: no calendar has it.
std::optional<BirthDate> birth_in_field(std::string_view field, std::chrono::year_month_day today);

/// `1985-06-15`, or `1985-06` and `1985` of what is known in part; empty where the year is unknown. Source: ISO 8601-1.
std::string to_iso(const BirthDate& date);
} // namespace hardware::document
