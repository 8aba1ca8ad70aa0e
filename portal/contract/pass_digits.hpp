#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/contract/types.hpp"

/// Bytes as decimal digits, for a QR in numeric mode: 7 bytes become 17 digits, the rest as few as hold it.
/// Only for the sources of this folder. Layout: docs/adr/0002-counter-pass.md.
namespace portal::contract {
std::string digits_of(ByteView bytes);
/// The one inverse: nothing for a text that `digits_of` never makes.
std::optional<Bytes> bytes_of_digits(std::string_view digits);
} // namespace portal::contract
