#pragma once

#include <memory>
#include <string>

#include "hardware/bytes.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/card/secret_bytes.hpp"

/// What PACE and chip authentication calculate on, whether elliptic curve or finite field. Everything that comes from a
/// chip is checked here before it meets a secret.
namespace hardware::card {
/// A secret number and the public key that belongs to it, as it is sent.
struct KeyPair {
    ssl::Bignum secret;
    Bytes public_key;
};

/// Domain parameters of a key agreement, with the generator in use. Public keys cross the border as bytes: `04 ‖ x ‖ y`
/// over a curve, the number without leading zeros over a finite field. Source: BSI TR-03110-3 §D.2.1, §D.3.
class Group {
public:
    virtual ~Group() = default;

    virtual bool elliptic() const = 0;
    /// `brainpoolP256r1`, `dh_2048_256`.
    virtual std::string name() const = 0;

    /// A fresh pair over the generator in use.
    KeyPair generate() const;
    KeyPair from_secret(ByteView secret) const;

    /// The same key as it is written here. Throws `ProtocolViolation` unless it is a member of the group.
    virtual Bytes checked(ByteView public_key) const = 0;

    /// `secret` applied to another side's key. Throws `ProtocolViolation` unless that key is a member of the group, and
    /// where the result is its neutral element.
    virtual Bytes apply(const BIGNUM* secret, ByteView public_key) const = 0;
    /// The part of the same that keys are derived from: the x coordinate, or the number. Source: BSI TR-03110-3 §A.2.
    virtual SecretBytes agree(const BIGNUM* secret, ByteView public_key) const = 0;

    /// The group with the generator that PACE agrees on by a common key. Source: ICAO 9303-11 §4.4.3.3.1.
    virtual std::shared_ptr<const Group> map_generic(ByteView nonce, const BIGNUM* secret,
                                                     ByteView public_key) const = 0;
    /// The same from pseudo-random bytes. Throws `Unsupported` where the group has no such mapping. Source: ICAO
    /// 9303-11 §4.4.3.3.2.
    virtual std::shared_ptr<const Group> map_integrated(ByteView pseudorandom) const = 0;
    virtual bool can_map_integrated() const = 0;
    /// Of the field that is calculated in.
    virtual int prime_bits() const = 0;

    /// How many different secrets there are.
    virtual const BIGNUM* order() const = 0;

protected:
    virtual KeyPair pair_of(ssl::Bignum secret) const = 0;
};
using GroupPtr = std::shared_ptr<const Group>;

/// Ids 0 to 2 and 8 to 18 of the standardised domain parameters; `Unsupported` otherwise. Source: ICAO 9303-11 §9.5.1.
GroupPtr standardised_group(int parameter_id);
} // namespace hardware::card
