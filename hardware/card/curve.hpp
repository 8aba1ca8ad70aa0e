#pragma once

#include <optional>
#include <string>

#include "hardware/bytes.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/card/secret_bytes.hpp"

namespace hardware::card {
/// A secret number and the point that belongs to it.
struct KeyPair {
    ssl::Bignum secret;
    ssl::Point point;
};

/// One named elliptic curve and what the protocols calculate on it. Points cross the border as `04 ‖ x ‖ y`.
class Curve {
public:
    /// Throws `Unsupported` unless OpenSSL knows the curve.
    explicit Curve(int nid);
    /// Ids 8 to 18 of the standardised domain parameters; `Unsupported` otherwise. Source: ICAO 9303-11 §9.5.1.
    static Curve standardised(int parameter_id);

    std::string name() const;
    const EC_GROUP* group() const { return group_.get(); }

    /// The point of `encoded`. Throws `ProtocolViolation` unless it lies on the curve and is not at infinity.
    ssl::Point decode(ByteView encoded) const;
    Bytes encode(const EC_POINT* point) const;

    /// A fresh pair; `generator` may be a mapped one, null stands for the curve's own.
    KeyPair generate(const EC_POINT* generator = nullptr) const;
    KeyPair from_secret(ByteView secret, const EC_POINT* generator = nullptr) const;

    /// `secret` times `point`. Throws `ProtocolViolation` at infinity.
    ssl::Point multiply(const BIGNUM* secret, const EC_POINT* point) const;
    /// The x coordinate, as long as the field. Source: BSI TR-03111 §4.3.
    SecretBytes x_coordinate(const EC_POINT* point) const;

    /// Generic mapping: nonce times the generator plus the shared point. Source: ICAO 9303-11 §4.4.3.3.1.
    ssl::Point map_generator(ByteView nonce, const EC_POINT* shared) const;

private:
    KeyPair pair_of(ssl::Bignum secret, const EC_POINT* generator) const;

    ssl::Group group_;
};
} // namespace hardware::card
