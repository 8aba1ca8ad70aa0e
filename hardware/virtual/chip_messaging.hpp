#pragma once

#include <set>

#include "hardware/card/apdu.hpp"
#include "hardware/card/secure_messaging.hpp"
#include "hardware/virtual/fault.hpp"

namespace hardware::virtual_card {
/// The chip's end of secure messaging: opens commands, protects answers, wrongly where it is asked to. Source: ICAO
/// 9303-11 §9.8.
class ChipMessaging {
public:
    /// The counter starts at zero, save after BAC.
    explicit ChipMessaging(card::SessionKeys keys);
    ChipMessaging(card::SessionKeys keys, Bytes send_sequence_counter);

    /// Throws `ProtocolViolation` on a missing or wrong MAC, bad padding, unknown objects.
    card::Command open(const card::Command& command);
    Bytes protect(const card::Response& answer, bool odd_instruction, const std::set<Fault>& faults = {});

private:
    Bytes cryptogram(ByteView plain, bool odd_instruction, const std::set<Fault>& faults) const;
    Bytes checksum(ByteView covered) const;
    Bytes iv() const;
    void count();

    card::SessionKeys keys_;
    Bytes counter_;
};
} // namespace hardware::virtual_card
