#pragma once

#include <vector>

#include "hardware/card/security_info.hpp"
#include "hardware/document/signed_data.hpp"

namespace hardware::document {
/// EF.CardSecurity: what the chip can do and its static keys, signed by the issuer. Source: ICAO 9303-11 §9.2.8, BSI
/// TR-03110-3 §A.1.2.
struct CardSecurity {
    std::vector<card::SecurityInfo> infos;
    Signature signature;
};

/// Throws `ProtocolViolation` on what no such file may be.
CardSecurity read_card_security(ByteView file);
} // namespace hardware::document
