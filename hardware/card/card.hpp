#pragma once

#include "hardware/bytes.hpp"

namespace hardware {
/// One open card. Not thread-safe: it belongs to the worker that opened it.
class Card {
public:
    virtual ~Card() = default;
    /// Sends a command APDU; returns data, then SW1 SW2. Throws `Error`, `LengthRefused` for an extended command only.
    /// Source: ISO/IEC 7816-4 §5.1.
    virtual Bytes transmit(ByteView command) = 0;
    /// Answer to reset: what kind of card this is. Source: ISO/IEC 7816-3 §8.
    virtual Bytes atr() const = 0;
};
} // namespace hardware
