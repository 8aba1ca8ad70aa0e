#include "hardware/virtual/certificates.hpp"

#include <openssl/x509v3.h>

#include "hardware/card/cipher.hpp"

namespace hardware::virtual_card {
namespace {
namespace ssl = card::ssl;
using ssl::check;

constexpr long kAuthoritySerial = 1;
constexpr long kSignerSerial = 2;
constexpr long kListSignerSerial = 3;
constexpr auto kListSignerUse = "critical,2.23.136.1.1.3";
constexpr auto kBegin = "20200101000000Z";
constexpr auto kAuthorityEnd = "20491231235959Z";
constexpr auto kSignerEnd = "20451231235959Z";
constexpr auto kLongAgo = "20211231235959Z";
constexpr auto kFarAhead = "20400101000000Z";

/// On P-256 with twice its generator: as good a curve, under a name of nobody's.
ssl::Key make_key_on_unnamed_curve()
{
    const auto curve = ssl::own<ssl::Group>(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1), "EC_GROUP_new");
    const auto generator =
        ssl::own<ssl::Point>(EC_POINT_dup(EC_GROUP_get0_generator(curve.get()), curve.get()), "EC_POINT_dup");
    check(EC_POINT_dbl(curve.get(), generator.get(), generator.get(), nullptr) == 1 &&
              EC_GROUP_set_generator(curve.get(), generator.get(), EC_GROUP_get0_order(curve.get()), BN_value_one()) ==
                  1,
          "EC_GROUP_set_generator");
    EC_GROUP_set_curve_name(curve.get(), NID_undef);
    EC_GROUP_set_asn1_flag(curve.get(), OPENSSL_EC_EXPLICIT_CURVE);
    // The newer interface takes no curve without a name before OpenSSL 3.2.
    const std::unique_ptr<EC_KEY, ssl::Deleter<EC_KEY_free>> made{EC_KEY_new()};
    check(made && EC_KEY_set_group(made.get(), curve.get()) == 1 && EC_KEY_generate_key(made.get()) == 1, "EC_KEY");
    auto key = ssl::own<ssl::Key>(EVP_PKEY_new(), "EVP_PKEY_new");
    check(EVP_PKEY_set1_EC_KEY(key.get(), made.get()) == 1, "EVP_PKEY_set1_EC_KEY");
    return key;
}

void add_name(X509_NAME* name, const char* field, const std::string& text)
{
    check(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()), -1, 0) == 1,
          "X509_NAME_add_entry_by_txt");
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, ssl::Deleter<X509_EXTENSION_free>> extension{
        X509V3_EXT_conf_nid(nullptr, &context, nid, value)};
    check(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "X509_add_ext");
}

void add_extension_nobody_knows(X509* certificate)
{
    const std::unique_ptr<ASN1_OBJECT, ssl::Deleter<ASN1_OBJECT_free>> type{OBJ_txt2obj("1.3.6.1.4.1.32473.1", 1)};
    const std::unique_ptr<ASN1_OCTET_STRING, ssl::Deleter<ASN1_OCTET_STRING_free>> value{ASN1_OCTET_STRING_new()};
    ASN1_OCTET_STRING_set(value.get(), reinterpret_cast<const unsigned char*>("\x05\x00"), 2);
    const std::unique_ptr<X509_EXTENSION, ssl::Deleter<X509_EXTENSION_free>> extension{
        X509_EXTENSION_create_by_OBJ(nullptr, type.get(), 1, value.get())};
    check(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "X509_add_ext");
}

void sign_certificate(X509* certificate, EVP_PKEY* key, const AuthorityOptions& options)
{
    const auto context = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    EVP_PKEY_CTX* key_context = nullptr;
    check(EVP_DigestSignInit(context.get(), &key_context, digest_of(options), nullptr, key) == 1, "EVP_DigestSignInit");
    set_padding(key_context, options);
    check(X509_sign_ctx(certificate, context.get()) > 0, "X509_sign_ctx");
}

X509Handle new_certificate(EVP_PKEY* key, long serial, const char* begin, const char* end)
{
    auto certificate = ssl::own<X509Handle>(X509_new(), "X509_new");
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    ASN1_TIME_set_string(X509_getm_notBefore(certificate.get()), begin);
    ASN1_TIME_set_string(X509_getm_notAfter(certificate.get()), end);
    check(X509_set_pubkey(certificate.get(), key) == 1, "X509_set_pubkey");
    return certificate;
}

X509Handle unsigned_authority(EVP_PKEY* key, const AuthorityOptions& options)
{
    auto certificate = new_certificate(key, kAuthoritySerial, kBegin, kAuthorityEnd);
    auto* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", options.country);
    add_name(name, "O", "Gishe Demo");
    add_name(name, "CN", options.name);
    X509_set_issuer_name(certificate.get(), name);
    add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(certificate.get(), certificate.get(), NID_key_usage, options.authority_usage.c_str());
    add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    return certificate;
}
} // namespace

ssl::Key make_key(const AuthorityOptions& options)
{
    if (options.kind == KeyKind::rsa || options.kind == KeyKind::rsa_pss)
        return ssl::own<ssl::Key>(EVP_RSA_gen(options.rsa_bits), "EVP_RSA_gen");
    if (options.kind == KeyKind::ec_unnamed) return make_key_on_unnamed_curve();
    auto key = ssl::own<ssl::Key>(EVP_EC_gen(options.curve.c_str()), "EVP_EC_gen");
    if (options.kind == KeyKind::ec_explicit)
        check(EVP_PKEY_set_utf8_string_param(key.get(), "encoding", "explicit") == 1, "explicit parameters");
    return key;
}

void set_padding(EVP_PKEY_CTX* context, const AuthorityOptions& options)
{
    if (options.kind != KeyKind::rsa_pss) return;
    check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
              EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1,
          "RSA-PSS");
}

const EVP_MD* digest_of(const AuthorityOptions& options)
{
    return EVP_get_digestbyname(options.digest.c_str());
}

X509Handle make_authority(EVP_PKEY* key, const AuthorityOptions& options)
{
    auto certificate = unsigned_authority(key, options);
    if (options.names_issuer_key)
        add_extension(certificate.get(), certificate.get(), NID_authority_key_identifier, "keyid:always");
    sign_certificate(certificate.get(), key, options);
    return certificate;
}

X509Handle make_link(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options)
{
    auto certificate = unsigned_authority(key, options);
    if (options.names_issuer_key)
        add_extension(certificate.get(), authority, NID_authority_key_identifier, "keyid:always");
    sign_certificate(certificate.get(), authority_key, options);
    return certificate;
}

X509Handle make_signer(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options,
                       const std::set<Fault>& faults)
{
    const auto has = [&](Fault fault) { return faults.contains(fault); };
    auto certificate = new_certificate(key, kSignerSerial, has(Fault::future_signer) ? kFarAhead : kBegin,
                                       has(Fault::expired_signer) ? kLongAgo : kSignerEnd);
    auto* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", has(Fault::signer_of_other_country) ? "RO" : options.country);
    add_name(name, "O", "Gishe Demo");
    add_name(name, "CN", "Demo document signer");
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority));
    const auto* const usage =
        has(Fault::signer_for_other_use) ? "critical,keyEncipherment" : "critical,digitalSignature";
    add_extension(certificate.get(), authority, NID_key_usage, usage);
    add_extension(certificate.get(), authority, NID_subject_key_identifier, "hash");
    add_extension(certificate.get(), authority, NID_authority_key_identifier, "keyid:always");
    const auto use = has(Fault::signer_of_lists) ? std::string{kListSignerUse} : options.signer_use;
    if (!use.empty()) add_extension(certificate.get(), authority, NID_ext_key_usage, use.c_str());
    if (has(Fault::critical_extension)) add_extension_nobody_knows(certificate.get());
    sign_certificate(certificate.get(), authority_key, options);
    return certificate;
}

X509Handle make_list_signer(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options,
                            const std::set<Fault>& faults)
{
    auto certificate = new_certificate(key, kListSignerSerial, kBegin, kSignerEnd);
    auto* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", options.country);
    add_name(name, "O", "Gishe Demo");
    add_name(name, "CN", "Demo master list signer");
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority));
    add_extension(certificate.get(), authority, NID_key_usage, "critical,digitalSignature");
    add_extension(certificate.get(), authority, NID_ext_key_usage, kListSignerUse);
    add_extension(certificate.get(), authority, NID_subject_key_identifier, "hash");
    add_extension(certificate.get(), authority, NID_authority_key_identifier, "keyid:always");
    if (faults.contains(Fault::critical_extension)) add_extension_nobody_knows(certificate.get());
    sign_certificate(certificate.get(), authority_key, options);
    return certificate;
}
} // namespace hardware::virtual_card
