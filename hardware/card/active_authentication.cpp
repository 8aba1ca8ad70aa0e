#include "hardware/card/active_authentication.hpp"

#include <algorithm>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/named_curve.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
using ssl::check;
using Signature = std::unique_ptr<ECDSA_SIG, ssl::Deleter<ECDSA_SIG_free>>;

constexpr std::uint8_t kImplicitTrailer = 0xBC; ///< SHA-1
constexpr std::uint8_t kExplicitTrailer = 0xCC; ///< the byte before it names the hash

/// Source: ISO/IEC 10118-3, the identifiers of dedicated hash functions.
const char* digest_of(std::uint8_t identifier)
{
    switch (identifier) {
    case 0x33:
        return "SHA1";
    case 0x34:
        return "SHA256";
    case 0x35:
        return "SHA512";
    case 0x36:
        return "SHA384";
    case 0x38:
        return "SHA224";
    default:
        return nullptr;
    }
}

/// Length of the header: a nibble 6 (the message is recovered in part), fillers B, a nibble A. Zero where it is none.
std::size_t header_size(ByteView representative)
{
    if (representative[0] == 0x6A) return 1;
    if (representative[0] != 0x6B) return 0;
    std::size_t at = 1;
    while (at < representative.size() && representative[at] == 0xBB)
        ++at;
    return at < representative.size() && representative[at] == 0xBA ? at + 1 : 0;
}

/// The key's own way: a number to the power of the exponent. Empty where it is larger than the modulus.
Bytes open_signature(EVP_PKEY* key, ByteView signature)
{
    const auto context =
        ssl::own<ssl::KeyContext>(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr), "EVP_PKEY_CTX_new_from_pkey");
    check(EVP_PKEY_verify_recover_init(context.get()) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1,
          "EVP_PKEY_verify_recover_init");
    Bytes opened(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
    std::size_t size = opened.size();
    const bool done =
        EVP_PKEY_verify_recover(context.get(), opened.data(), &size, signature.data(), signature.size()) == 1;
    ERR_clear_error();
    opened.resize(done ? size : 0);
    return opened;
}

/// Odd and not one: with one, everybody signs.
bool has_fit_exponent(EVP_PKEY* key)
{
    BIGNUM* exponent = nullptr;
    check(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1, "EVP_PKEY_get_bn_param");
    const ssl::Bignum owned{exponent};
    return BN_is_odd(exponent) == 1 && BN_is_one(exponent) == 0;
}

/// The modulus less `number`: a signer may send the smaller of both. Source: ISO/IEC 9796-2 §B.5.
Bytes other_root(EVP_PKEY* key, ByteView number)
{
    BIGNUM* modulus = nullptr;
    check(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1, "EVP_PKEY_get_bn_param");
    const ssl::Bignum owned{modulus};
    const auto rest =
        ssl::own<ssl::Bignum>(BN_bin2bn(number.data(), static_cast<int>(number.size()), nullptr), "BN_bin2bn");
    check(BN_sub(rest.get(), modulus, rest.get()) == 1, "BN_sub");
    Bytes bytes(number.size());
    check(BN_bn2binpad(rest.get(), bytes.data(), static_cast<int>(bytes.size())) > 0, "BN_bn2binpad");
    return bytes;
}

bool verifies_rsa(EVP_PKEY* key, ByteView challenge, ByteView signature)
{
    const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    if (signature.empty() || signature.size() > size) return false;
    // Some chips leave out the zeros that a small number begins with.
    const auto opened = open_signature(key, join({Bytes(size - signature.size()), signature}));
    return !opened.empty() && (recovers(opened, challenge) || recovers(other_root(key, opened), challenge));
}

/// Plain `r ‖ s` as DER.
Bytes der_of(ByteView plain)
{
    const auto half = static_cast<int>(plain.size() / 2);
    const Signature signature{ECDSA_SIG_new()};
    auto r = ssl::own<ssl::Bignum>(BN_bin2bn(plain.data(), half, nullptr), "BN_bin2bn");
    auto s = ssl::own<ssl::Bignum>(BN_bin2bn(plain.data() + half, half, nullptr), "BN_bin2bn");
    check(signature && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1, "ECDSA_SIG_set0");
    static_cast<void>(r.release()); // the signature owns both now
    static_cast<void>(s.release());
    std::uint8_t* raw = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &raw);
    check(size > 0, "i2d_ECDSA_SIG");
    Bytes der{raw, raw + size};
    OPENSSL_free(raw);
    return der;
}

/// `plain_size`: of the form that the standard wants; some chips send DER.
bool verifies_ecdsa(EVP_PKEY* key, ByteView challenge, ByteView signature, const char* digest_name,
                    std::size_t plain_size)
{
    const auto der = signature.size() == plain_size ? der_of(signature) : Bytes{signature.begin(), signature.end()};
    const auto context = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    check(EVP_DigestVerifyInit_ex(context.get(), nullptr, digest_name, nullptr, nullptr, key, nullptr) == 1,
          "EVP_DigestVerifyInit_ex");
    const bool good = EVP_DigestVerify(context.get(), der.data(), der.size(), challenge.data(), challenge.size()) == 1;
    ERR_clear_error();
    return good;
}
} // namespace

ActiveAuthenticationKey::ActiveAuthenticationKey(ByteView subject_public_key_info)
{
    constexpr int kLeastBits = 1024;
    constexpr int kLeastEllipticBits = 192;
    constexpr int kMostBits = 8192; // beyond, a hostile chip could keep the kiosk busy
    const auto* at = subject_public_key_info.data();
    key_ = {d2i_PUBKEY(nullptr, &at, static_cast<long>(subject_public_key_info.size())), EVP_PKEY_free};
    ERR_clear_error();
    if (!key_) throw ProtocolViolation{"DG15: no public key"};
    switch (EVP_PKEY_get_base_id(key_.get())) {
    case EVP_PKEY_RSA:
        if (!has_fit_exponent(key_.get())) throw Unsupported{"DG15: RSA key with such an exponent"};
        if (EVP_PKEY_get_bits(key_.get()) < kLeastBits || EVP_PKEY_get_bits(key_.get()) > kMostBits)
            throw Unsupported{"DG15: RSA key of this length"};
        return;
    case EVP_PKEY_EC:
        if (EVP_PKEY_get_bits(key_.get()) < kLeastEllipticBits) throw Unsupported{"DG15: curve of this size"};
        if (named_curve(key_.get(), subject_public_key_info).empty()) throw Unsupported{"DG15: curve without a name"};
        return;
    default:
        throw Unsupported{"DG15: key of this kind"};
    }
}

std::size_t ActiveAuthenticationKey::answer_size() const
{
    if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA)
        return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    return static_cast<std::size_t>((EVP_PKEY_get_bits(key_.get()) + 7) / 8) * 2;
}

bool ActiveAuthenticationKey::verifies(ByteView challenge, ByteView answer, const char* ecdsa_digest) const
{
    if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA) return verifies_rsa(key_.get(), challenge, answer);
    return verifies_ecdsa(key_.get(), challenge, answer, ecdsa_digest, answer_size());
}

bool recovers(ByteView representative, ByteView challenge)
{
    // A representative that is shorter than the modulus by whole bytes.
    while (!representative.empty() && representative[0] == 0)
        representative = representative.subspan(1);
    constexpr std::size_t kShortest = 1 + 20 + 2; // header, hash, trailer
    if (representative.size() < kShortest) return false;
    const auto last = representative.back();
    const bool explicit_hash = last == kExplicitTrailer;
    if (!explicit_hash && last != kImplicitTrailer) return false;
    const char* const name = explicit_hash ? digest_of(representative[representative.size() - 2]) : "SHA1";
    const auto head = header_size(representative);
    if (name == nullptr || head == 0) return false;
    const auto body = representative.subspan(head, representative.size() - head - (explicit_hash ? 2 : 1));
    const auto hash_size = digest(name, {}).size();
    if (body.size() < hash_size) return false;
    const auto recovered = body.first(body.size() - hash_size);
    return equal(digest(name, join({recovered, challenge})), body.last(hash_size));
}

std::optional<Bytes> internal_authenticate(Channel& channel, ByteView challenge, std::size_t answer_size,
                                           const std::function<void()>& reopen)
{
    constexpr std::size_t kShort = 256;
    constexpr std::size_t kLong = 65536;
    constexpr std::uint16_t kWrongLength = 0x6700;
    const auto ask = [&](std::size_t le) {
        return channel.send({0x00, 0x88, 0x00, 0x00, {challenge.begin(), challenge.end()}, le});
    };
    const auto ask_long = [&]() -> Response {
        const bool secured = channel.secured();
        std::uint16_t sw = kWrongLength;
        try {
            return ask(kLong);
        } catch (const SessionLost& lost) {
            if (!refuses_length(lost.sw)) throw;
            sw = lost.sw;
        } catch (const LengthRefused&) {
        }
        if (secured) reopen();
        return {{}, sw};
    };
    const bool is_long = answer_size > channel.short_block() && channel.asks_long_blocks();
    auto answer = is_long ? ask_long() : ask(kShort);
    if (is_long && refuses_length(answer.sw)) answer = ask(kShort);
    if (!answer.ok()) return std::nullopt;
    return std::move(answer.data);
}
} // namespace hardware::card
