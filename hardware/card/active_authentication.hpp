#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "hardware/card/channel.hpp"
#include "hardware/card/openssl.hpp"

/// Active authentication: the chip signs what the terminal thought up, with a key whose public part the issuer signed
/// in DG15. Source: ICAO 9303-11 §6.1.
namespace hardware::card {
inline constexpr std::size_t kChallengeSize = 8; ///< bytes

/// The public key of DG15. Copies share it.
class ActiveAuthenticationKey {
public:
    /// Throws `ProtocolViolation` for no key, `Unsupported` for one that is neither RSA of 1024 to 8192 bits nor on a
    /// named curve.
    explicit ActiveAuthenticationKey(ByteView subject_public_key_info);

    /// Length of an answer, in bytes.
    std::size_t answer_size() const;
    /// Whether the chip's answer signs this challenge. `ecdsa_digest`, as OpenSSL names it, counts for elliptic keys
    /// only: an RSA signature tells its own. Source: ISO/IEC 9796-2 scheme 1, BSI TR-03111 §5.2.
    bool verifies(ByteView challenge, ByteView answer, const char* ecdsa_digest) const;

private:
    std::shared_ptr<EVP_PKEY> key_;
};

/// Whether an opened RSA signature is well formed and its hash is that of what it recovers, then the challenge. Source:
/// ISO/IEC 9796-2 §8.
bool recovers(ByteView message_representative, ByteView challenge);

/// The chip's answer to a challenge; empty where it refuses. Where chip or reader refuse the length of a long answer,
/// it is asked for in the short form, whose rest the chip holds back; `reopen` brings a session back that the refusal
/// cost. Files are asked for as before: what a chip signs may be its only answer of such a length.
std::optional<Bytes> internal_authenticate(Channel& channel, ByteView challenge, std::size_t answer_size,
                                           const std::function<void()>& reopen);
} // namespace hardware::card
