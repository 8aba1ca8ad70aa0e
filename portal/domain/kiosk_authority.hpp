#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "portal/domain/types.hpp"

/// The certificate authority of the kiosks.
namespace portal::domain {
/// A kiosk's certificate, and what it is found and checked by.
struct KioskCertificate {
    std::string pem;
    Bytes fingerprint; ///< SHA-256 of the DER
    Bytes public_key;  ///< SubjectPublicKeyInfo, P-256
};

/// Signs what a kiosk asks for; the key stays behind it.
struct KioskAuthority {
    virtual ~KioskAuthority() = default;
    /// Certificate for TLS clients with CN `kiosk`. Empty where the request is malformed, not P-256 or not signed by
    /// its own key. Source: RFC 2986, RFC 5280.
    virtual std::optional<KioskCertificate> sign(std::string_view csr_pem, std::string_view kiosk, Instant from,
                                                 Instant until) = 0;
};

/// An authority whose key and certificate are PEM texts. Throws `Fault` where they are malformed or do not belong
/// together.
std::unique_ptr<KioskAuthority> make_kiosk_authority(std::string_view key_pem, std::string_view certificate_pem);

/// Both PEM texts of an authority. The key is a secret.
struct AuthorityFiles {
    std::string key_pem;
    std::string certificate_pem;
};
/// A fresh self-signed authority, P-256, ten years.
AuthorityFiles create_kiosk_authority(Instant now);

/// SHA-256 of the first certificate in a PEM text, lower-case hex. Throws `Fault` where there is none.
std::string certificate_fingerprint(std::string_view pem);
/// The same of the certificate's DER, as bytes; empty where the PEM is malformed. nginx gives an escaped PEM: unescape
/// first.
std::optional<Bytes> fingerprint_of_pem(std::string_view pem);
/// Whether these bytes are a SubjectPublicKeyInfo (DER) of a key on P-256.
bool is_p256_key(ByteView der);
} // namespace portal::domain
