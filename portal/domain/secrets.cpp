#include "portal/domain/secrets.hpp"

#include <sodium.h>

namespace portal::domain {
namespace {
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32 && crypto_auth_hmacsha256_KEYBYTES == 32);

const unsigned char* raw(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

void require(const SecretKey& key)
{
    if (key.bytes.size() != 32) throw Fault{"a key has not 32 bytes"};
}
} // namespace

Sealed seal(const SecretKey& key, std::string_view purpose, std::string_view text)
{
    require(key);
    Sealed sealed{key.id, Bytes(kNonce + text.size() + kTag)};
    randombytes_buf(sealed.bytes.data(), kNonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.bytes.data() + kNonce, nullptr, raw(text), text.size(),
                                               raw(purpose), purpose.size(), nullptr, sealed.bytes.data(),
                                               key.bytes.data());
    return sealed;
}

std::string unseal(const SecretKey& key, std::string_view purpose, const Sealed& sealed)
{
    require(key);
    if (sealed.key != key.id) throw Fault{"sealed under the unknown key " + sealed.key};
    if (sealed.bytes.size() < kNonce + kTag) throw Fault{"a sealed value is too short"};
    std::string text(sealed.bytes.size() - kNonce - kTag, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr, sealed.bytes.data() + kNonce,
            sealed.bytes.size() - kNonce, raw(purpose), purpose.size(), sealed.bytes.data(), key.bytes.data()) != 0)
        throw Fault{"a sealed value does not open"};
    return text;
}

std::string unseal(const PortalKeys& keys, std::string_view purpose, const Sealed& sealed)
{
    const auto* key = find_data_key(keys, sealed.key);
    if (!key) throw Fault{"sealed under the unknown key " + sealed.key};
    return unseal(*key, purpose, sealed);
}

KeyedHash keyed_hash(const SecretKey& key, std::string_view purpose, std::string_view text)
{
    require(key);
    KeyedHash hash{key.id, Bytes(crypto_auth_hmacsha256_BYTES)};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.bytes.data(), key.bytes.size());
    crypto_auth_hmacsha256_update(&state, raw(purpose), purpose.size());
    constexpr unsigned char kSeparator = 0; // a purpose holds no zero byte: no two pairs meet
    crypto_auth_hmacsha256_update(&state, &kSeparator, 1);
    crypto_auth_hmacsha256_update(&state, raw(text), text.size());
    crypto_auth_hmacsha256_final(&state, hash.bytes.data());
    return hash;
}

KeyedHash hash_of_number(const SecretKey& key, const contract::PersonalNumber& number)
{
    const auto* kind = number.kind == contract::PersonalNumberKind::egn ? "person-egn" : "person-lnch";
    return keyed_hash(key, kind, number.digits);
}

std::string make_token()
{
    const auto bytes = contract::random_bytes(32);
    constexpr auto kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(32, kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
    text.pop_back(); // the terminating zero
    return text;
}

Bytes hash_of_token(std::string_view token)
{
    const auto hash = contract::sha256(contract::bytes_of(token));
    return {hash.begin(), hash.end()};
}
} // namespace portal::domain
