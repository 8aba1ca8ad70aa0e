#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "portal/contract/signing.hpp"
#include "portal/domain/types.hpp"

/// The portal's keys: files with mode 0600 in one folder, made by `gishectl keys init`. Never in the database. Each has
/// an id that stands beside all that it made; one that was rotated stays for what it made, and nothing new is made with
/// it.
namespace portal::domain {
/// A symmetric key.
struct SecretKey {
    KeyId id;
    Bytes bytes; ///< 32
};

/// An Ed25519 key.
struct SigningKey {
    KeyId id;
    contract::Ed25519Pair pair;
};
/// An X25519 key: kiosks seal to its open half.
struct SealingKey {
    KeyId id;
    contract::SealingPair pair;
};

/// Keys that others have taken the place of.
struct OlderKeys {
    std::vector<SecretKey> pepper;
    std::vector<SecretKey> data;
    std::vector<SigningKey> portal;
    std::vector<SigningKey> pass;
    std::vector<SealingKey> sealing;
};

/// Today's keys, and those before them.
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
    OlderKeys older;
};

/// Today's key or an older one, by its id; null: there is none of this id.
const SecretKey* find_data_key(const PortalKeys& keys, const KeyId& id);
const contract::Ed25519Pair* find_portal_key(const PortalKeys& keys, const KeyId& id);
const contract::Ed25519Pair* find_pass_key(const PortalKeys& keys, const KeyId& id);
const contract::SealingPair* find_sealing_key(const PortalKeys& keys, const KeyId& id);

/// Writes a fresh set into `folder` (made with mode 0700). Throws `Fault` where a key file is there already: keys are
/// never overwritten.
void create_key_files(const std::filesystem::path& folder, Instant now);

/// Makes a new key `name` (`pepper`, `data`, `portal`, `pass`, `sealing`) and returns its id; the one before stays in
/// the folder under its own id. The key `lookup` has no successor: what it hashed could not be found any more. Throws
/// `Fault`.
KeyId rotate_key_file(const std::filesystem::path& folder, const std::string& name, Instant now);

/// `NAME.key` is today's, `NAME-….key` an older one. Throws `config::SettingsError` where a file is missing, malformed
/// or readable by others than its owner.
PortalKeys load_key_files(const std::filesystem::path& folder);

/// A fresh set in memory.
PortalKeys generate_keys(Instant now);
} // namespace portal::domain
