#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/contract/types.hpp"

namespace portal::contract {
/// ЕГН of citizens, ЛНЧ of foreigners.
enum class PersonalNumberKind { egn, lnch };
enum class Sex { female, male, unspecified };

/// ЕГН or ЛНЧ. No conversion to text and no stream operator, on purpose: it must not get into a log line.
struct PersonalNumber {
    PersonalNumberKind kind{};
    std::string digits; ///< 10 ASCII digits
    bool operator==(const PersonalNumber&) const = default;
};

/// Why a text is no personal number.
enum class NumberFault { length, characters, date, checksum };

/// Blanks and hyphens are dropped first. Checks length, digits, date (ЕГН) and checksum, in this order.
/// The kind comes from the form or the document: ten digits can be valid as both.
std::variant<PersonalNumber, NumberFault> parse_personal_number(PersonalNumberKind kind, std::string_view text);

/// Birth date and sex that an ЕГН carries. A ЛНЧ carries neither: empty.
std::optional<Date> birth_date_of(const PersonalNumber& number);
std::optional<Sex> sex_of(const PersonalNumber& number);

/// `850615****`.
std::string masked(const PersonalNumber& number);

/// `v***a@example.com`; one-letter local parts become `*@example.com`.
std::string masked_email(std::string_view address);

/// Why a text is no username.
enum class UsernameFault { length, characters, no_letter };
/// Lower-cased and trimmed `[a-z0-9._-]{3,32}` with a letter in it: digits alone are a personal number or a pass code
/// at the counter, and a personal number is nobody's public name.
std::variant<std::string, UsernameFault> parse_username(std::string_view text);
/// Lower-cased and trimmed, as throttle and store know who has it already; empty: nobody is called so. It may be digits
/// alone: such names were given before they were refused.
std::string known_username(std::string_view text);
} // namespace portal::contract
