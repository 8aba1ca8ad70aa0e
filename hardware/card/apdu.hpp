#pragma once

#include <cstdint>
#include <optional>

#include "hardware/bytes.hpp"

namespace hardware::card {
/// A command without its encoding. `le`: bytes expected at most; 256 and 65536 are the "all you have" of the two forms.
struct Command {
    std::uint8_t cla{};
    std::uint8_t ins{};
    std::uint8_t p1{};
    std::uint8_t p2{};
    Bytes data;
    std::optional<std::size_t> le;
};

/// An answer taken apart: data, and the two status bytes as one number, `0x9000` for success. Source: ISO/IEC 7816-4
/// §5.6.
struct Response {
    Bytes data;
    std::uint16_t sw{};
    bool ok() const { return sw == 0x9000; }
};

/// 6700 or 6Cxx: so many bytes are not for asking at once. Source: ISO/IEC 7816-4 §5.6.
constexpr bool refuses_length(std::uint16_t sw)
{
    return sw == 0x6700 || sw >> 8 == 0x6C;
}

enum class ApduForm { shortest, extended };

/// The command as bytes; `shortest` takes the extended form only where data or `le` need it.
/// Throws `std::invalid_argument` beyond 65535 bytes of data or `le` 65536. Source: ISO/IEC 7816-4 §5.1.
Bytes encode(const Command& command, ApduForm form = ApduForm::shortest);

/// Takes a command apart, all seven cases; empty where the lengths do not agree.
std::optional<Command> parse_command(ByteView bytes);

/// Data and status of an answer. Throws `ProtocolViolation` below two bytes.
Response parse_response(ByteView bytes);
} // namespace hardware::card
