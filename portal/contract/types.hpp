#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace portal::contract {
using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Instant = std::chrono::sys_seconds; ///< UTC
using Date = std::chrono::year_month_day;
using Hash = std::array<std::uint8_t, 32>; ///< SHA-256

/// A text from the other side that does not keep the contract. `what()` names the field, never its value.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Names a key for ever, for instance `pass-2026-w47`: `[a-z0-9-]{1,32}`. Stands beside all that the key made.
using KeyId = std::string;

Hash sha256(ByteView bytes);                         ///< FIPS 180-4
std::string to_hex(ByteView bytes);                  ///< lower case
Bytes from_hex(std::string_view text);               ///< throws `Malformed`
std::string to_base64(ByteView bytes);               ///< RFC 4648 §4, padded
Bytes from_base64(std::string_view text);            ///< strict; throws `Malformed`
std::string to_rfc3339(Instant when);                ///< `2026-11-18T08:47:12Z`
Instant instant_from_rfc3339(std::string_view text); ///< only the form above; throws `Malformed`
std::string to_iso(Date date);                       ///< `2033-02-28`
std::string to_shown(Date date);                     ///< `28.02.2033`, as screens and paper have it
Date date_from_iso(std::string_view text);           ///< throws `Malformed`
Bytes random_bytes(std::size_t count);               ///< from the operating system
Bytes bytes_of(std::string_view text);               ///< as they stand, UTF-8
} // namespace portal::contract
