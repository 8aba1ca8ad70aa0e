#pragma once

#include <string>
#include <string_view>

#include "portal/contract/identifiers.hpp"
#include "portal/domain/keys.hpp"

/// How secrets stand in the database: encrypted, or as hashes, each with the id of its key.
namespace portal::domain {
/// XChaCha20-Poly1305 under the data key: 24 bytes nonce, then ciphertext.
struct Sealed {
    KeyId key;
    Bytes bytes;
};
/// HMAC-SHA-256 under the lookup key.
struct KeyedHash {
    KeyId key;
    Bytes bytes;
    bool operator==(const KeyedHash&) const = default;
};

/// `purpose` is bound to the ciphertext: a value cannot be moved to another column or row that names another.
Sealed seal(const SecretKey& key, std::string_view purpose, std::string_view text);
/// Throws `Fault` where key, purpose or bytes are wrong.
std::string unseal(const SecretKey& key, std::string_view purpose, const Sealed& sealed);
/// With the data key that it names, today's or an older one.
std::string unseal(const PortalKeys& keys, std::string_view purpose, const Sealed& sealed);

/// `purpose` parts what is hashed for one use from what is hashed for another.
KeyedHash keyed_hash(const SecretKey& key, std::string_view purpose, std::string_view text);
/// Of kind and digits: by it a person is found.
KeyedHash hash_of_number(const SecretKey& key, const contract::PersonalNumber& number);

/// 256 random bits, base64url without padding: 43 characters.
std::string make_token();
/// What the database keeps of a token: its SHA-256. A token carries enough entropy to need no key.
Bytes hash_of_token(std::string_view token);
} // namespace portal::domain
