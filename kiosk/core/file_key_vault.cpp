#include "kiosk/core/file_key_vault.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "config/log.hpp"
#include "kiosk/core/case.hpp"
#include "kiosk/core/pem.hpp"
#include "kiosk/core/private_file.hpp"

namespace kiosk {
namespace contract = portal::contract;
using contract::Bytes;
using contract::ByteView;
using nlohmann::json;

namespace {
constexpr std::string_view kClerkLabel = "gishe-clerk-key-v1";
constexpr std::string_view kNoteLabel = "gishe-kiosk-note-v1";
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Bytes encrypt(ByteView key, std::string_view label, ByteView clear)
{
    Bytes sealed = contract::random_bytes(kNonceSize);
    sealed.resize(kNonceSize + clear.size() + kTagSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonceSize, nullptr, clear.data(), clear.size(),
                                               reinterpret_cast<const unsigned char*>(label.data()), label.size(),
                                               nullptr, sealed.data(), key.data());
    return sealed;
}

std::optional<Bytes> decrypt(ByteView key, std::string_view label, ByteView sealed)
{
    if (sealed.size() < kNonceSize + kTagSize) return std::nullopt;
    Bytes clear(sealed.size() - kNonceSize - kTagSize);
    const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
        clear.data(), nullptr, nullptr, sealed.data() + kNonceSize, sealed.size() - kNonceSize,
        reinterpret_cast<const unsigned char*>(label.data()), label.size(), sealed.data(), key.data());
    if (wrong != 0) return std::nullopt;
    return clear;
}

/// A key for one purpose out of the kiosk's secret.
Bytes derived(ByteView secret, ByteView purpose)
{
    Bytes key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    crypto_generichash(key.data(), key.size(), purpose.data(), purpose.size(), secret.data(), secret.size());
    return key;
}

std::string text_of(const Bytes& bytes)
{
    return {bytes.begin(), bytes.end()};
}

Bytes secret_of(const std::filesystem::path& state)
{
    const auto file = state / "kiosk.secret";
    if (auto secret = read_file(file)) {
        if (secret->size() != crypto_generichash_KEYBYTES) throw std::runtime_error{"kiosk.secret is damaged"};
        return *secret;
    }
    Bytes secret = contract::random_bytes(crypto_generichash_KEYBYTES);
    write_private_file(file, secret);
    return secret;
}
} // namespace

FileKeyVault::FileKeyVault(std::filesystem::path state, Effort effort) : state_{std::move(state)}, effort_{effort}
{
    if (sodium_init() < 0) throw std::runtime_error{"libsodium does not start"};
    std::filesystem::create_directories(state_ / "clerks");
    secret_ = secret_of(state_);
    auto pem = read_file(state_ / "kiosk.key");
    if (!pem) return;
    std::string text = text_of(*pem);
    sodium_memzero(pem->data(), pem->size());
    try {
        Bytes der = from_pem("PRIVATE KEY", text);
        kiosk_ = contract::FileSigner::from_pkcs8_der(der);
        sodium_memzero(der.data(), der.size());
    } catch (const std::exception& error) {
        throw std::runtime_error{"kiosk.key is damaged: " + std::string{error.what()}};
    }
    wipe_text(text);
}

FileKeyVault::~FileKeyVault()
{
    sodium_memzero(secret_.data(), secret_.size());
}

contract::Signer& FileKeyVault::kiosk_signer()
{
    if (!kiosk_) throw std::runtime_error{"this kiosk is not enrolled: it has no key"};
    return *kiosk_;
}

std::filesystem::path FileKeyVault::file_of(std::string_view username) const
{
    Bytes name = contract::bytes_of(username);
    return state_ / "clerks" / (contract::to_hex(derived(secret_, name)) + ".json");
}

Bytes FileKeyVault::wrapping_key(std::string_view password, ByteView salt, const Effort& effort) const
{
    Bytes stretched(crypto_generichash_KEYBYTES);
    if (crypto_pwhash(stretched.data(), stretched.size(), password.data(), password.size(), salt.data(), effort.passes,
                      effort.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error{"Argon2id: not enough memory"};
    Bytes key = derived(secret_, stretched);
    sodium_memzero(stretched.data(), stretched.size());
    return key;
}

void FileKeyVault::keep(const ClerkKey& key, std::string_view password)
{
    Bytes pkcs8 = key.signer->pkcs8_der();
    const json inner{{"clerk", key.identity.clerk},
                     {"username", key.identity.username},
                     {"display_name", key.identity.display_name},
                     {"certificate", contract::to_base64(key.identity.certificate)},
                     {"expires", contract::to_rfc3339(key.identity.expires)},
                     {"key", contract::to_base64(pkcs8)}};
    std::string clear = inner.dump();
    const Bytes salt = contract::random_bytes(crypto_pwhash_SALTBYTES);
    Bytes wrapping = wrapping_key(password, salt, effort_);
    const json outer{{"version", 1},
                     {"passes", effort_.passes},
                     {"memory_bytes", effort_.memory_bytes},
                     {"salt", contract::to_base64(salt)},
                     {"sealed", contract::to_base64(encrypt(wrapping, kClerkLabel, contract::bytes_of(clear)))}};
    sodium_memzero(pkcs8.data(), pkcs8.size());
    sodium_memzero(wrapping.data(), wrapping.size());
    wipe_text(clear);
    write_private_file(file_of(key.identity.username), contract::bytes_of(outer.dump()));
}

std::optional<ClerkKey> FileKeyVault::unlock(std::string_view username, std::string_view password)
{
    const auto file = read_file(file_of(username));
    if (!file) return std::nullopt;
    try {
        const json outer = json::parse(*file);
        const Effort effort{outer.at("passes"), outer.at("memory_bytes")};
        const Bytes salt = contract::from_base64(outer.at("salt").get<std::string>());
        if (salt.size() != crypto_pwhash_SALTBYTES) throw contract::Malformed{"salt"};
        Bytes wrapping = wrapping_key(password, salt, effort);
        auto clear = decrypt(wrapping, kClerkLabel, contract::from_base64(outer.at("sealed").get<std::string>()));
        sodium_memzero(wrapping.data(), wrapping.size());
        if (!clear) return std::nullopt;
        const json inner = json::parse(*clear);
        sodium_memzero(clear->data(), clear->size());
        ClerkKey key;
        key.identity = {inner.at("clerk"), inner.at("username"), inner.at("display_name"),
                        contract::from_base64(inner.at("certificate").get<std::string>()),
                        contract::instant_from_rfc3339(inner.at("expires").get<std::string>())};
        Bytes pkcs8 = contract::from_base64(inner.at("key").get<std::string>());
        key.signer = std::make_shared<contract::FileSigner>(contract::FileSigner::from_pkcs8_der(pkcs8));
        sodium_memzero(pkcs8.data(), pkcs8.size());
        return key;
    } catch (const json::exception&) {
        config::log::warn("vault.clerk_file_damaged");
    } catch (const contract::Malformed& error) {
        config::log::warn("vault.clerk_file_damaged", {{"error", error.what()}});
    }
    return std::nullopt;
}

Bytes FileKeyVault::protect(ByteView clear)
{
    return encrypt(derived(secret_, contract::bytes_of(kNoteLabel)), kNoteLabel, clear);
}

std::optional<Bytes> FileKeyVault::unprotect(ByteView sealed)
{
    return decrypt(derived(secret_, contract::bytes_of(kNoteLabel)), kNoteLabel, sealed);
}
} // namespace kiosk
