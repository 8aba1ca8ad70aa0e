#pragma once

#include <functional>

#include "hardware/card/channel.hpp"
#include "hardware/card/pace.hpp"

/// Basic access control, for chips from before PACE. Source: ICAO 9303-11 §4.3, appendix D.
namespace hardware::card {
using RandomSource = std::function<Bytes(std::size_t)>;

/// The two document keys of the MRZ.
SessionKeys bac_keys(const MrzKey& secret);

/// Runs BAC on the selected application; `opened` leaves the channel under secure messaging.
/// Throws `Unsupported` where the chip gives no challenge, `ProtocolViolation` where it cheats.
AccessVerdict open_with_bac(Channel& channel, const MrzKey& secret, const RandomSource& random = random_bytes);
} // namespace hardware::card
