#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hardware {
using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Bytes of `hex`; blanks are skipped. Throws `std::invalid_argument` on any other character or an odd count.
Bytes from_hex(std::string_view hex);

/// Upper-case hexadecimal without blanks.
std::string to_hex(ByteView bytes);
} // namespace hardware
