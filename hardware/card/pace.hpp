#pragma once

#include <functional>

#include "hardware/card/channel.hpp"
#include "hardware/card/curve.hpp"
#include "hardware/card/security_info.hpp"

/// Password authenticated connection establishment, generic mapping over elliptic curves. Source: ICAO 9303-11 §4.4.
namespace hardware::card {
enum class AccessVerdict { opened, wrong_secret, blocked };

/// The key that the secret gives; it decrypts the chip's nonce. Source: ICAO 9303-11 §9.7.3.
SecretBytes password_key(Cipher cipher, const Secret& secret);

/// What both sides show each other at the end; `point` is the other side's key. Source: ICAO 9303-11 §4.4.3.4.
Bytes authentication_token(const SessionKeys& keys, ByteView oid, ByteView point);

/// Makes the terminal's keys: at random, or as a test wants them.
using KeySource = std::function<KeyPair(const Curve&, const EC_POINT* generator)>;
KeyPair random_key(const Curve& curve, const EC_POINT* generator);

/// Runs PACE; `opened` leaves the channel under secure messaging. Throws `Unsupported` for what the chip offers or
/// refuses, `ProtocolViolation` for a point off the curve, an echoed key or a wrong token of the chip.
AccessVerdict open_with_pace(Channel& channel, const PaceInfo& info, const Secret& secret,
                             const KeySource& keys = random_key);

/// True for what `open_with_pace` speaks.
bool can_speak(const PaceInfo& info);
} // namespace hardware::card
