#pragma once

#include <functional>
#include <optional>

#include "hardware/card/channel.hpp"
#include "hardware/card/group.hpp"
#include "hardware/card/security_info.hpp"

/// Password authenticated connection establishment. Source: ICAO 9303-11 §4.4.
namespace hardware::card {
enum class AccessVerdict { opened, wrong_secret, blocked };

/// What the chip sent so that the terminal can see, once the signed key is read, that it is the original. Source: ICAO
/// 9303-11 §4.4.3.3.3.
struct MappingProof {
    GroupPtr group;
    Bytes chip_mapping_key; ///< the chip's ephemeral key of the mapping
    SecretBytes factor;     ///< times its static key that makes the former
};

struct PaceResult {
    AccessVerdict verdict{};
    std::optional<MappingProof> proof; ///< chip authentication mapping only
};

/// The key that the secret gives; it decrypts the chip's nonce. Source: ICAO 9303-11 §9.7.3.
SecretBytes password_key(Cipher cipher, const Secret& secret);

/// What both sides show each other at the end; `public_key` is the other side's. Source: ICAO 9303-11 §4.4.3.4.
Bytes authentication_token(const SessionKeys& keys, ByteView oid, const Group& group, ByteView public_key);

/// Lengths of the two nonces in bytes: the chip's, and the terminal's of integrated mapping.
std::size_t chip_nonce_size(Cipher cipher);
std::size_t terminal_nonce_size(Cipher cipher);

/// The pseudo-random bytes that integrated mapping makes of both nonces, for a prime of so many bits. Source: ICAO
/// 9303-11 §4.4.3.3.2.
SecretBytes pseudorandom(Cipher cipher, ByteView chip_nonce, ByteView terminal_nonce, int prime_bits);

/// Initialisation vector under which the chip encrypts its proof. Source: ICAO 9303-11 §4.4.3.5.
Bytes proof_iv(const SessionKeys& keys);

/// Where the terminal's secrets come from: chance, or what a test wants them to be.
struct Chance {
    std::function<KeyPair(const Group&)> key = [](const Group& group) { return group.generate(); };
    std::function<Bytes(std::size_t)> nonce = random_bytes;
};

/// Runs PACE; `opened` leaves the channel under secure messaging. Throws `Unsupported` for what the chip offers or
/// refuses, `ProtocolViolation` for a key outside the group, an echoed key or a wrong token of the chip.
PaceResult open_with_pace(Channel& channel, const PaceInfo& info, const Secret& secret, const Chance& chance = {});

/// True for what `open_with_pace` speaks.
bool can_speak(const PaceInfo& info);

/// Whether the static key, which the issuer signed, made the chip's key of the mapping.
bool proves(const MappingProof& proof, ByteView static_key);
} // namespace hardware::card
