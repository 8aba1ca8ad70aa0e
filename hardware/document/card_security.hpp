#pragma once

#include <vector>

#include "hardware/card/security_info.hpp"
#include "hardware/document/reading.hpp"
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

/// EF.CardAccess is not signed: its PACE offers must stand in DG14, or in EF.CardSecurity, too. An empty `card_access`
/// was not there. Throws `ProtocolViolation` where it is malformed. Source: ICAO 9303-11 §9.2.8.
Check check_card_access(ByteView card_access, const std::vector<card::SecurityInfo>& dg14,
                        const std::optional<CardSecurity>& card_security);
} // namespace hardware::document
