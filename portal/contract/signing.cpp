#include "portal/contract/signing.hpp"

#include <array>
#include <utility>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "portal/contract/openssl.hpp"

namespace portal::contract {
namespace {
constexpr std::size_t kHalf = 32; ///< bytes of r, and of s, on P-256

using ssl::DigestContext;
using ssl::is_p256;
using ssl::Key;
using Signature = std::unique_ptr<ECDSA_SIG, ssl::Free<ECDSA_SIG_free>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, ssl::Free<PKCS8_PRIV_KEY_INFO_free>>;

void must(bool done, const char* call)
{
    if (!done) throw std::runtime_error{call};
}

/// What is really signed. Labels hold no zero byte, so that no two pairs of label and message meet.
Bytes labelled(std::string_view label, ByteView message)
{
    Bytes whole{label.begin(), label.end()};
    whole.push_back(0);
    whole.insert(whole.end(), message.begin(), message.end());
    return whole;
}

/// DER of an OpenSSL structure; `write` is one of the `i2d_` functions.
template <class Thing>
Bytes der_of(const Thing* thing, int (*write)(const Thing*, unsigned char**))
{
    const int size = write(thing, nullptr);
    must(size > 0, "i2d");
    Bytes der(static_cast<std::size_t>(size));
    unsigned char* to = der.data();
    must(write(thing, &to) == size, "i2d");
    return der;
}

Key parse_spki(ByteView spki)
{
    const unsigned char* from = spki.data();
    Key key{d2i_PUBKEY(nullptr, &from, static_cast<long>(spki.size()))};
    if (!key || from != spki.data() + spki.size() || !is_p256(key.get())) return nullptr;
    return key;
}

void begin_sodium()
{
    must(sodium_init() >= 0, "sodium_init");
}
} // namespace

struct FileSigner::Impl {
    Key key;
    Bytes spki;

    explicit Impl(Key owned) : key{std::move(owned)}, spki{der_of<EVP_PKEY>(key.get(), i2d_PUBKEY)} {}
};

FileSigner::FileSigner(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
FileSigner::FileSigner(FileSigner&&) noexcept = default;
FileSigner& FileSigner::operator=(FileSigner&&) noexcept = default;
FileSigner::~FileSigner() = default;

FileSigner FileSigner::generate()
{
    Key key{EVP_EC_gen("P-256")};
    must(key != nullptr, "EVP_EC_gen");
    return FileSigner{std::make_unique<Impl>(std::move(key))};
}

FileSigner FileSigner::from_pkcs8_der(ByteView der)
{
    const unsigned char* from = der.data();
    const Pkcs8 info{d2i_PKCS8_PRIV_KEY_INFO(nullptr, &from, static_cast<long>(der.size()))};
    if (!info || from != der.data() + der.size()) throw Malformed{"private key: not PKCS #8"};
    Key key{EVP_PKCS82PKEY(info.get())};
    if (!key || !is_p256(key.get())) throw Malformed{"private key: not on P-256"};
    return FileSigner{std::make_unique<Impl>(std::move(key))};
}

Bytes FileSigner::sign(std::string_view label, ByteView message)
{
    const auto whole = labelled(label, message);
    const DigestContext context{EVP_MD_CTX_new()};
    must(context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, impl_->key.get()) == 1,
         "EVP_DigestSignInit");
    std::array<unsigned char, 80> der{}; // the longest P-256 signature in DER takes 72
    std::size_t size = der.size();
    must(EVP_DigestSign(context.get(), der.data(), &size, whole.data(), whole.size()) == 1, "EVP_DigestSign");
    const unsigned char* from = der.data();
    const Signature parsed{d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(size))};
    must(parsed != nullptr, "d2i_ECDSA_SIG");
    Bytes raw(2 * kHalf);
    must(BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), raw.data(), kHalf) == kHalf &&
             BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), raw.data() + kHalf, kHalf) == kHalf,
         "BN_bn2binpad");
    return raw;
}

Bytes FileSigner::public_key() const
{
    return impl_->spki;
}

KeyId FileSigner::key_id() const
{
    return key_id_of(impl_->spki);
}

Bytes FileSigner::pkcs8_der() const
{
    const Pkcs8 info{EVP_PKEY2PKCS8(impl_->key.get())};
    must(info != nullptr, "EVP_PKEY2PKCS8");
    return der_of<PKCS8_PRIV_KEY_INFO>(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
}

bool verify_p256(ByteView public_key_spki, std::string_view label, ByteView message, ByteView signature)
{
    if (signature.size() != 2 * kHalf) return false;
    const Key key = parse_spki(public_key_spki);
    if (!key) return false;
    const Signature raw{ECDSA_SIG_new()};
    must(raw != nullptr, "ECDSA_SIG_new");
    must(ECDSA_SIG_set0(raw.get(), BN_bin2bn(signature.data(), kHalf, nullptr),
                        BN_bin2bn(signature.data() + kHalf, kHalf, nullptr)) == 1,
         "ECDSA_SIG_set0");
    const auto der = der_of<ECDSA_SIG>(raw.get(), i2d_ECDSA_SIG);
    const auto whole = labelled(label, message);
    const DigestContext context{EVP_MD_CTX_new()};
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), der.data(), der.size(), whole.data(), whole.size()) == 1;
}

KeyId key_id_of(ByteView public_key_spki)
{
    return "p256-" + to_hex(ByteView{sha256(public_key_spki)}.first(8));
}

Ed25519Pair generate_ed25519()
{
    begin_sodium();
    Ed25519Pair pair{Bytes(crypto_sign_SECRETKEYBYTES), Bytes(crypto_sign_PUBLICKEYBYTES)};
    crypto_sign_keypair(pair.open.data(), pair.secret.data());
    return pair;
}

Bytes sign_ed25519(ByteView secret, std::string_view label, ByteView message)
{
    begin_sodium();
    if (secret.size() != crypto_sign_SECRETKEYBYTES) throw std::invalid_argument{"Ed25519 secret key: not 64 bytes"};
    const auto whole = labelled(label, message);
    Bytes signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, whole.data(), whole.size(), secret.data());
    return signature;
}

bool verify_ed25519(ByteView open, std::string_view label, ByteView message, ByteView signature)
{
    begin_sodium();
    if (open.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
    const auto whole = labelled(label, message);
    return crypto_sign_verify_detached(signature.data(), whole.data(), whole.size(), open.data()) == 0;
}

SealingPair generate_sealing()
{
    begin_sodium();
    SealingPair pair{Bytes(crypto_box_SECRETKEYBYTES), Bytes(crypto_box_PUBLICKEYBYTES)};
    crypto_box_keypair(pair.open.data(), pair.secret.data());
    return pair;
}

Bytes seal_to(ByteView open, ByteView message)
{
    begin_sodium();
    if (open.size() != crypto_box_PUBLICKEYBYTES) throw std::invalid_argument{"sealing key: not 32 bytes"};
    Bytes sealed(message.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), message.data(), message.size(), open.data()) != 0)
        throw std::invalid_argument{"sealing key: no point of the curve"};
    return sealed;
}

Bytes open_sealed(const SealingPair& pair, ByteView sealed)
{
    begin_sodium();
    if (pair.open.size() != crypto_box_PUBLICKEYBYTES || pair.secret.size() != crypto_box_SECRETKEYBYTES)
        throw std::invalid_argument{"sealing pair: not 32 bytes each"};
    if (sealed.size() < crypto_box_SEALBYTES) throw Malformed{"sealed box: too short"};
    Bytes message(sealed.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(message.data(), sealed.data(), sealed.size(), pair.open.data(), pair.secret.data()) != 0)
        throw Malformed{"sealed box: not sealed to this key, or damaged"};
    return message;
}
} // namespace portal::contract
