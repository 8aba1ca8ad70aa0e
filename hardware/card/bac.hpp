#pragma once

#include <functional>

#include "hardware/card/channel.hpp"
#include "hardware/card/pace.hpp"

/// Basic access control, for chips from before PACE. Source: ICAO 9303-11 §4.3, appendix D.
namespace hardware::card {
using RandomSource = std::function<Bytes(std::size_t)>;

/// The two document keys of the MRZ.
SessionKeys bac_keys(const MrzKey& secret);

/// The session of both halves of the key material, with the counter at the ends of both challenges.
SecureMessaging bac_session(ByteView terminal_key, ByteView chip_key, ByteView chip_challenge,
                            ByteView terminal_challenge);

/// Runs BAC on the selected application; `opened` leaves the channel under secure messaging.
/// Throws `Unsupported` where the chip gives no challenge, `ProtocolViolation` where it cheats.
AccessVerdict open_with_bac(Channel& channel, const MrzKey& secret, const RandomSource& random = random_bytes);
} // namespace hardware::card
