#pragma once

#include <memory>
#include <string>

#include "portal/contract/types.hpp"

/// Keys and signatures of records, certificates and receipts. Every signature is made over a label and the message, so
/// that none can be taken for another: docs/adr/0003-record-envelope.md.
namespace portal::contract {
/// ECDSA P-256 with SHA-256, signature as r ‖ s (64 bytes). The key may stand behind a token: hence abstract.
class Signer {
public:
    virtual ~Signer() = default;
    virtual Bytes sign(std::string_view label, ByteView message) = 0;
    virtual Bytes public_key() const = 0; ///< SubjectPublicKeyInfo, DER
    virtual KeyId key_id() const = 0;     ///< `p256-` and 16 hex digits of the SHA-256 of `public_key()`
};

/// A key held in memory, from or for a file.
class FileSigner final : public Signer {
public:
    static FileSigner generate();
    static FileSigner from_pkcs8_der(ByteView der); ///< throws `Malformed`
    FileSigner(FileSigner&&) noexcept;
    FileSigner& operator=(FileSigner&&) noexcept;
    ~FileSigner() override;
    Bytes sign(std::string_view label, ByteView message) override;
    Bytes public_key() const override;
    KeyId key_id() const override;
    Bytes pkcs8_der() const; ///< secret: wipe after use

private:
    struct Impl;
    explicit FileSigner(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// False for a wrong key, message or signature alike; never throws for what the other side sent.
bool verify_p256(ByteView public_key_spki, std::string_view label, ByteView message, ByteView signature);
/// As `Signer::key_id` of that key.
KeyId key_id_of(ByteView public_key_spki);

/// Ed25519 of the portal (libsodium keys: secret 64, public 32 bytes).
struct Ed25519Pair {
    Bytes secret;
    Bytes open;
};
/// A fresh pair.
Ed25519Pair generate_ed25519();
/// 64 bytes, RFC 8032, over label and message.
Bytes sign_ed25519(ByteView secret, std::string_view label, ByteView message);
/// False for a wrong key, message or signature alike.
bool verify_ed25519(ByteView open, std::string_view label, ByteView message, ByteView signature);

/// libsodium sealed box (X25519, XSalsa20-Poly1305): only the portal's secret key opens it.
struct SealingPair {
    Bytes secret;
    Bytes open;
};
/// A fresh pair.
SealingPair generate_sealing();
/// 48 bytes longer than the message.
Bytes seal_to(ByteView open, ByteView message);
Bytes open_sealed(const SealingPair& pair, ByteView sealed); ///< throws `Malformed`
} // namespace portal::contract
