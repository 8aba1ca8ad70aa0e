#pragma once

#include "hardware/card/apdu.hpp"
#include "hardware/card/cipher.hpp"

namespace hardware::card {
/// The two keys of a session.
struct SessionKeys {
    Cipher cipher{};
    SecretBytes encryption;
    SecretBytes mac;
};

/// Session keys of a shared secret. Source: ICAO 9303-11 §9.7.
SessionKeys derive_session_keys(Cipher cipher, ByteView shared_secret);

/// Largest plain answer whose protected form still fits a short answer of 256 bytes.
std::size_t largest_short_answer(Cipher cipher);

/// The terminal's end of secure messaging: protects commands, opens answers. Source: ICAO 9303-11 §9.8.
class SecureMessaging {
public:
    /// The counter starts at zero, save after BAC.
    explicit SecureMessaging(SessionKeys keys);
    SecureMessaging(SessionKeys keys, Bytes send_sequence_counter);

    /// The extended form is taken where data or `le` need it; a short `le` must leave room, see `largest_short_answer`.
    /// Throws `std::invalid_argument` where the command does not fit.
    Bytes protect(const Command& command);
    /// Throws `ProtocolViolation` on a missing or wrong MAC, a status that differs inside, bad padding, unknown
    /// objects.
    Response open_answer(ByteView answer);

private:
    void count();
    Bytes covered_command(const Command& command, ByteView objects) const;
    Bytes last_block(Bytes covered) const; ///< 3DES pads inside its MAC, CMAC is given whole blocks
    Bytes iv() const;
    Bytes encrypted(ByteView plain) const;
    Bytes decrypted(ByteView cryptogram) const;

    SessionKeys keys_;
    Bytes counter_;
};
} // namespace hardware::card
