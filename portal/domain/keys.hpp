#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "portal/contract/signing.hpp"
#include "portal/domain/types.hpp"

/// The portal's keys: files with mode 0600 in one folder, made by `gishectl keys init`. Never in the database.
namespace portal::domain {
struct SecretKey {
    KeyId id;
    Bytes bytes; ///< 32
};

struct PortalKeys {
    SecretKey pepper; ///< mixed into passwords before Argon2id
    SecretKey data;   ///< XChaCha20-Poly1305: what the database holds encrypted
    SecretKey lookup; ///< HMAC-SHA-256: finds personal numbers, pass codes, throttled visitors without storing them
    KeyId portal_id;
    contract::Ed25519Pair portal; ///< signs receipts and clerk certificates
    KeyId pass_id;
    contract::Ed25519Pair pass; ///< signs counter passes
    KeyId sealing_id;
    contract::SealingPair sealing; ///< opens the records that kiosks seal
    std::string kiosk_ca_key_pem;  ///< signs kiosks' certificates
    std::string kiosk_ca_certificate_pem;
};

/// Writes a fresh set into `folder` (made with mode 0700). Throws `Fault` where a key file is there already: keys are
/// never overwritten.
void create_key_files(const std::filesystem::path& folder, Instant now);

/// Throws `config::SettingsError` where a file is missing, malformed or readable by others than its owner.
PortalKeys load_key_files(const std::filesystem::path& folder);

/// A fresh set in memory.
PortalKeys generate_keys(Instant now);
} // namespace portal::domain
