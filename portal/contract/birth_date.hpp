#pragma once

#include <optional>

#include "portal/contract/types.hpp"

namespace portal::contract {
/// A birth date as far as a document tells it: any part may be unknown. Source: ICAO 9303-3 §4.8.
struct BirthDate {
    std::optional<std::chrono::year> year;
    std::optional<std::chrono::month> month;
    std::optional<std::chrono::day> day;

    BirthDate() = default;
    /// A whole date is one too.
    BirthDate(Date whole) : year{whole.year()}, month{whole.month()}, day{whole.day()} {}

    bool is_unknown() const { return !year && !month && !day; }
    bool is_whole() const { return year && month && day; }
    /// No known part says another day.
    bool fits(Date date) const;
    bool operator==(const BirthDate&) const = default;
};

/// `1985-06-15`, `1985-06-XX`, `XXXX-XX-XX`: as records hold it.
std::string to_iso(const BirthDate& date);
/// Only the form above and only what a calendar has; throws `Malformed`.
BirthDate birth_date_from_iso(std::string_view text);
/// `15.06.1985`, `XX.06.1985`, as documents print what is unknown; empty where nothing is known.
std::string to_shown(const BirthDate& date);
} // namespace portal::contract
