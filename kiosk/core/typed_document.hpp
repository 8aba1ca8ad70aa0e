#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/core/case.hpp"

/// What the clerk typed of a document.
namespace kiosk {
/// The lines of a zone out of what was typed: capitals, no blanks, parted where a zone of so many characters is.
/// Source: ICAO 9303-4 §4.2, 9303-5 §4.2, 9303-6 §4.2.
std::string zone_of_typed(std::string_view text);
/// Of the form; where fields are not filled as they must be, a code for each of them in the order of the form:
/// `typed_number_missing`, `typed_personal_number_wrong`, `typed_given_name_missing`, `typed_family_name_missing`,
/// `typed_birth_date_missing` or `typed_birth_date_wrong`, `typed_expiry_wrong`.
using TypedFaults = std::vector<std::string>;
std::variant<ReadDocument, TypedFaults> document_of_typed(const TypedDocument& typed, portal::contract::Date today);
} // namespace kiosk
