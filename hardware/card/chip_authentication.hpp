#pragma once

#include "hardware/card/channel.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/card/security_info.hpp"

/// Chip authentication: only the original holds the key whose public part the issuer signed in DG14.
/// Source: ICAO 9303-11 §6.2.
namespace hardware::card {
/// The way through it that a DG14 offers and we speak.
struct ChipAuthenticationOffer {
    ChipAuthenticationInfo info;
    ChipPublicKeyInfo key;
    bool inferred = false; ///< DG14 holds the key and does not say which cipher
};

/// What DG14 offers, the strongest cipher first; no more than a real document has. A key without any
/// ChipAuthenticationInfo is one for 3DES, as the first documents had it. Source: ICAO 9303-11 §9.2.5, §9.2.6, BSI
/// TR-03110-3 §A.1.1.2.
std::vector<ChipAuthenticationOffer> chip_authentication_offers(const std::vector<SecurityInfo>& infos);

/// A chip's static key: the group it belongs to and what the chip would send. Throws `Unsupported` for a group that we
/// do not know or that is unsafe, `ProtocolViolation` for no key.
struct ChipKey {
    GroupPtr group;
    Bytes public_key;
};
ChipKey chip_key(ByteView subject_public_key_info);

/// Agrees on new session keys with the chip's static key and puts them in force. Whether the chip has them shows with
/// the next protected answer. False where the chip refuses.
bool authenticate_chip(Channel& channel, const ChipAuthenticationOffer& offer, const Chance& chance = {});
} // namespace hardware::card
