#pragma once

#include <string_view>

namespace hardware::document {
/// True where a signer of `country` (two letters) may sign a document whose zone names `issuer` (`BGR`, `D`). Codes
/// that we cannot compare, such as those of organisations, count as fitting. Source: ICAO 9303-3 §5, ISO 3166-1.
bool belongs_to(std::string_view issuer, std::string_view country);
} // namespace hardware::document
