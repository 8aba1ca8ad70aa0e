#include "hardware/virtual/active_key.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::virtual_card {
namespace {
namespace ssl = card::ssl;
using card::join;
using ssl::check;
using Signature = std::unique_ptr<ECDSA_SIG, ssl::Deleter<ECDSA_SIG_free>>;

/// What stands behind the hash in a message representative. Source: ISO/IEC 9796-2 §8.1.3, ISO/IEC 10118-3.
Bytes trailer(const std::string& digest)
{
    if (digest == "SHA1") return {0xBC};
    if (digest == "SHA224") return {0x38, 0xCC};
    if (digest == "SHA384") return {0x36, 0xCC};
    if (digest == "SHA512") return {0x35, 0xCC};
    return {0x34, 0xCC};
}
} // namespace

ActiveKey::ActiveKey(ActiveKeyKind kind, std::string digest) : digest_{std::move(digest)}
{
    key_ = kind == ActiveKeyKind::rsa ? ssl::own<ssl::Key>(EVP_RSA_gen(2048), "EVP_RSA_gen")
                                      : ssl::own<ssl::Key>(EVP_EC_gen("P-256"), "EVP_EC_gen");
}

bool ActiveKey::elliptic() const
{
    return EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_EC;
}

Bytes ActiveKey::subject_public_key_info() const
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key_.get(), &der);
    check(size > 0, "i2d_PUBKEY");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

Bytes ActiveKey::sign(ByteView challenge) const
{
    return elliptic() ? sign_ecdsa(challenge) : sign_rsa(challenge);
}

Bytes ActiveKey::sign_rsa(ByteView challenge) const
{
    const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    const auto end = trailer(digest_);
    const auto hash_size = card::digest(digest_.c_str(), {}).size();
    const auto recovered = card::random_bytes(size - 1 - hash_size - end.size());
    const auto hash = card::digest(digest_.c_str(), join({recovered, challenge}));
    const auto representative = join({Bytes{0x6A}, recovered, hash, end});
    const auto context = ssl::own<ssl::KeyContext>(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr),
                                                   "EVP_PKEY_CTX_new_from_pkey");
    Bytes signature(size);
    std::size_t written = size;
    check(EVP_PKEY_sign_init(context.get()) == 1 && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
              EVP_PKEY_sign(context.get(), signature.data(), &written, representative.data(), representative.size()) ==
                  1,
          "EVP_PKEY_sign");
    return signature;
}

Bytes ActiveKey::sign_ecdsa(ByteView challenge) const
{
    const auto context = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    Bytes der(size);
    check(EVP_DigestSignInit_ex(context.get(), nullptr, digest_.c_str(), nullptr, nullptr, key_.get(), nullptr) == 1 &&
              EVP_DigestSign(context.get(), der.data(), &size, challenge.data(), challenge.size()) == 1,
          "EVP_DigestSign");
    const auto* at = static_cast<const unsigned char*>(der.data());
    const Signature signature{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size))};
    check(signature != nullptr, "d2i_ECDSA_SIG");
    const int half = (EVP_PKEY_get_bits(key_.get()) + 7) / 8;
    Bytes plain(static_cast<std::size_t>(2 * half));
    check(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), plain.data(), half) == half &&
              BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), plain.data() + half, half) == half,
          "BN_bn2binpad");
    return plain;
}
} // namespace hardware::virtual_card
