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

/// EF.CardAccess is not signed; DG14 and EF.CardSecurity are, and repeat what it offers. `access`: what it led to. An
/// empty `card_access` was not there. Throws `ProtocolViolation` where it is malformed.
///
/// Failed where somebody led the reader to another way than the issuer meant: `differs_from_dg14`, an offer that is not
/// signed; `offer_removed`, a signed one that is not made any more, that this reader speaks, and whose cipher is at
/// least as strong as the one in use, so that it might have been taken. A signed offer that is missing and is weaker,
/// or unknown to this reader, gained nobody anything: that is not possible to judge (`fewer_than_signed`), since some
/// issuers sign more than they offer, and the document may be genuine all the same. Nor is an unsigned offer of chip
/// authentication mapping that was not taken, since EF.CardSecurity, which signs it, is read only where it is
/// (`card_security_not_read`). A file that is not there at all is
/// judged by `access` alone: there are readers and chips that do not give it out. Source: ICAO 9303-11 §4.2, §9.2.8.
Check check_card_access(ByteView card_access, const std::vector<card::SecurityInfo>& dg14,
                        const std::optional<CardSecurity>& card_security, const card::Access& access);
} // namespace hardware::document
