#include "tests/support/usurper.hpp"

#include <array>
#include <memory>

#include <openssl/x509v3.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/document/master_list.hpp"
#include "hardware/virtual/certificates.hpp"

namespace tests {
namespace {
namespace ssl = hardware::card::ssl;
using hardware::Bytes;
using hardware::document::Certificate;
using hardware::virtual_card::der_of;
using hardware::virtual_card::X509Handle;
using ssl::check;
using EcKey = std::unique_ptr<EC_KEY, ssl::Deleter<EC_KEY_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, ssl::Deleter<ECDSA_SIG_free>>;

ssl::Key key_of(const EC_GROUP* group, const BIGNUM* secret, const EC_POINT* open)
{
    const EcKey made{EC_KEY_new()};
    check(made && EC_KEY_set_group(made.get(), group) == 1 && EC_KEY_set_public_key(made.get(), open) == 1, "EC_KEY");
    if (secret != nullptr) check(EC_KEY_set_private_key(made.get(), secret) == 1, "EC_KEY");
    auto key = ssl::own<ssl::Key>(EVP_PKEY_new(), "EVP_PKEY_new");
    check(EVP_PKEY_set1_EC_KEY(key.get(), made.get()) == 1, "EVP_PKEY_set1_EC_KEY");
    return key;
}

/// What a signature under a certificate tells: with the generator G and the open key Q, R = hash/s G + r/s Q.
struct Equation {
    ssl::Group group{EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)};
    ssl::BignumContext context{ssl::secure_context()};
    ssl::Bignum of_generator{ssl::secure_bignum()}; ///< hash/s
    ssl::Bignum of_key{ssl::secure_bignum()};       ///< r/s
    ssl::Point point{EC_POINT_new(group.get())};    ///< R, or its opposite: a signature does not tell which

    explicit Equation(X509* certificate)
    {
        const ASN1_BIT_STRING* bits = nullptr;
        X509_get0_signature(&bits, nullptr, certificate);
        const unsigned char* at = bits->data;
        const Signature signature{d2i_ECDSA_SIG(nullptr, &at, bits->length)};
        check(signature != nullptr, "d2i_ECDSA_SIG");
        unsigned char* signed_part = nullptr;
        const int size = i2d_re_X509_tbs(certificate, &signed_part);
        std::array<unsigned char, 32> hash{};
        check(size > 0 && EVP_Digest(signed_part, static_cast<std::size_t>(size), hash.data(), nullptr, EVP_sha256(),
                                     nullptr) == 1,
              "EVP_Digest");
        OPENSSL_free(signed_part);
        const auto inverse = ssl::secure_bignum();
        const auto number = ssl::secure_bignum(hash);
        const auto* r = ECDSA_SIG_get0_r(signature.get());
        check(BN_mod_inverse(inverse.get(), ECDSA_SIG_get0_s(signature.get()), order(), context.get()) != nullptr &&
                  BN_mod_mul(of_generator.get(), number.get(), inverse.get(), order(), context.get()) == 1 &&
                  BN_mod_mul(of_key.get(), r, inverse.get(), order(), context.get()) == 1 &&
                  EC_POINT_set_compressed_coordinates(group.get(), point.get(), r, 0, context.get()) == 1,
              "BN_mod");
    }

    const BIGNUM* order() const { return EC_GROUP_get0_order(group.get()); }
    ssl::Point new_point() const { return ssl::own<ssl::Point>(EC_POINT_new(group.get()), "EC_POINT_new"); }
    /// `number`^-1 modulo the order, in its place.
    void invert(BIGNUM* number) const
    {
        check(BN_mod_inverse(number, number, order(), context.get()) != nullptr, "BN_mod_inverse");
    }

    /// A key of which we have both halves: for a secret d, G = R / (hash/s + d r/s).
    ssl::Key solved_for_generator()
    {
        const auto secret = ssl::secure_bignum();
        const auto factor = ssl::secure_bignum();
        check(BN_rand_range(secret.get(), order()) == 1 &&
                  BN_mod_mul(factor.get(), of_key.get(), secret.get(), order(), context.get()) == 1 &&
                  BN_mod_add(factor.get(), factor.get(), of_generator.get(), order(), context.get()) == 1,
              "BN_mod");
        invert(factor.get());
        const auto generator = new_point();
        const auto open = new_point();
        check(EC_POINT_mul(group.get(), generator.get(), nullptr, point.get(), factor.get(), context.get()) == 1 &&
                  EC_POINT_mul(group.get(), open.get(), nullptr, generator.get(), secret.get(), context.get()) == 1,
              "EC_POINT_mul");
        const ssl::Group chosen{EC_GROUP_dup(group.get())};
        check(EC_GROUP_set_generator(chosen.get(), generator.get(), order(), BN_value_one()) == 1,
              "EC_GROUP_set_generator");
        EC_GROUP_set_curve_name(chosen.get(), NID_undef);
        EC_GROUP_set_asn1_flag(chosen.get(), OPENSSL_EC_EXPLICIT_CURVE);
        return key_of(chosen.get(), secret.get(), open.get());
    }

    /// Q = (R - hash/s G) / (r/s), for R or its opposite: the genuine key and one other, `known` not among them.
    ssl::Key solved_for_key(EVP_PKEY* known)
    {
        invert(of_key.get());
        BN_sub(of_generator.get(), order(), of_generator.get());
        for (int turn = 0; turn < 2; ++turn) {
            const auto sum = new_point();
            const auto open = new_point();
            check(EC_POINT_mul(group.get(), sum.get(), of_generator.get(), point.get(), BN_value_one(),
                               context.get()) == 1 &&
                      EC_POINT_mul(group.get(), open.get(), nullptr, sum.get(), of_key.get(), context.get()) == 1,
                  "EC_POINT_mul");
            auto key = key_of(group.get(), nullptr, open.get());
            if (EVP_PKEY_eq(key.get(), known) != 1) return key;
            check(EC_POINT_invert(group.get(), point.get(), context.get()) == 1, "EC_POINT_invert");
        }
        throw hardware::Error{"both keys are the known one"};
    }
};

void add_extension(X509* certificate, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, ssl::Deleter<X509_EXTENSION_free>> extension{
        X509V3_EXT_conf_nid(nullptr, &context, nid, value)};
    check(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "X509_add_ext");
}

/// An authority over `key`, signed with `by`, under the name of `genuine` on both sides.
Bytes authority_over(EVP_PKEY* key, EVP_PKEY* by, const Certificate& genuine)
{
    const auto certificate = ssl::own<X509Handle>(X509_new(), "X509_new");
    auto* const made = certificate.get();
    const auto* name = X509_get_subject_name(genuine.handle());
    check(X509_set_version(made, X509_VERSION_3) == 1 && ASN1_INTEGER_set(X509_get_serialNumber(made), 77) == 1 &&
              X509_set1_notBefore(made, X509_get0_notBefore(genuine.handle())) == 1 &&
              X509_set1_notAfter(made, X509_get0_notAfter(genuine.handle())) == 1 &&
              X509_set_subject_name(made, name) == 1 && X509_set_issuer_name(made, name) == 1 &&
              X509_set_pubkey(made, key) == 1,
          "X509_set");
    add_extension(made, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(made, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(made, NID_subject_key_identifier, "hash");
    check(X509_sign(made, by, EVP_sha256()) > 0, "X509_sign");
    return der_of<i2d_X509>(made);
}

/// Signed data with these certificates beside it, in the place of its own.
Bytes with_beside(const Bytes& signed_data, const Bytes& certificates)
{
    namespace card = hardware::card;
    card::TlvReader outer{card::sole_value(signed_data, 0x30)};
    const auto type = outer.next().whole;
    card::TlvReader fields{card::sole_value(outer.next().value, 0x30)};
    const auto version = fields.next().whole;
    const auto digests = fields.next().whole;
    const auto content = fields.next().whole;
    fields.next();
    const auto signers = fields.next().whole;
    const auto inside =
        card::make_tlv(0x30, card::join({version, digests, content, card::make_tlv(0xA0, certificates), signers}));
    return card::make_tlv(0x30, card::join({type, card::make_tlv(0xA0, inside)}));
}
} // namespace

Usurper::Usurper(const Bytes& genuine)
{
    const auto read = hardware::document::read_master_list(genuine);
    const auto& voucher = read.vouchers.front();
    const auto signer = der_of<i2d_X509>(read.signer.handle());
    const auto own = Equation{read.signer.handle()}.solved_for_generator();
    const auto other = Equation{read.signer.handle()}.solved_for_key(X509_get0_pubkey(voucher.handle()));
    const auto fresh = ssl::own<ssl::Key>(EVP_EC_gen("P-256"), "EVP_EC_gen");
    authority = authority_over(own.get(), own.get(), voucher);
    next = authority_over(fresh.get(), own.get(), voucher);
    list = with_beside(genuine, hardware::card::join({signer, authority}));
    two_keys = with_beside(genuine, hardware::card::join({signer, authority_over(other.get(), fresh.get(), voucher)}));
}
} // namespace tests
