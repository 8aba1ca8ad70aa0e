#pragma once

#include <optional>
#include <string>

#include "kiosk/core/case.hpp"

/// What evidence of every kind has in common.
namespace kiosk {
/// The kind follows the document. Foreigners with long residence may have been given an ЕГН: it holds their birth date,
/// as far as the document tells it, and that tells it from a ЛНЧ where both checksums hold.
std::optional<portal::contract::PersonalNumber> number_of(const std::optional<std::string>& digits, bool bulgarian,
                                                          const portal::contract::BirthDate& birth);

/// As the record writes it.
std::string result_text(CheckLine::Result result);

/// The lines that every document has, whichever road it came by.
void add_common_checks(ReadDocument& read, portal::contract::Date today);
} // namespace kiosk
