#pragma once

#include "hardware/bytes.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/virtual/description.hpp"

namespace hardware::virtual_card {
/// A chip's key of active authentication. Source: ICAO 9303-11 §6.1.
class ActiveKey {
public:
    /// RSA of 2048 bits, or elliptic over P-256. `digest`, as OpenSSL names it, is that of its signatures.
    ActiveKey(ActiveKeyKind kind, std::string digest);

    /// For DG15.
    Bytes subject_public_key_info() const;
    bool elliptic() const;
    const std::string& digest() const { return digest_; }
    /// By ISO/IEC 9796-2 scheme 1, or ECDSA in the plain form.
    Bytes sign(ByteView challenge) const;

private:
    Bytes sign_rsa(ByteView challenge) const;
    Bytes sign_ecdsa(ByteView challenge) const;

    card::ssl::Key key_;
    std::string digest_;
};
} // namespace hardware::virtual_card
