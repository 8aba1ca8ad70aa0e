#pragma once

#include <string_view>

namespace hardware::document {
enum class Belonging { belongs, differs, unknown };

/// Whether a signer of `country` (two letters) may sign a document whose zone names `issuer` (`BGR`, `D`, `UNO`).
/// unknown: an issuer that no list names, a signer without a two-letter country, and the special administrative regions
/// of China beside China itself, of which nobody wrote down what they call their signers. Source: ICAO 9303-3 §5,
/// ISO 3166-1.
Belonging belonging(std::string_view issuer, std::string_view country);
} // namespace hardware::document
