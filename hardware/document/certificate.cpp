#include "hardware/document/certificate.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <utility>
#include <vector>

#include <openssl/core_names.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "hardware/card/named_curve.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/document/digest_list.hpp"
#include "hardware/printable.hpp"

namespace hardware::document {
namespace {
Bytes bytes_of(const ASN1_OCTET_STRING* text)
{
    if (text == nullptr) return {};
    const auto* data = ASN1_STRING_get0_data(text);
    return {data, data + ASN1_STRING_length(text)};
}

std::chrono::sys_seconds time_of(const ASN1_TIME* time)
{
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) throw ProtocolViolation{"malformed time"};
    using namespace std::chrono;
    const year_month_day day{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                             std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
    return sys_days{day} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

/// DER of the SubjectPublicKeyInfo.
Bytes key_info_of(const X509* certificate)
{
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    card::ssl::check(size > 0, "i2d_X509_PUBKEY");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

bool is_rsa(const EVP_PKEY* key)
{
    const int kind = EVP_PKEY_get_base_id(key);
    return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
}

/// A key for every kind of signature and one for PSS alone are of two types, which OpenSSL does not compare.
bool has_rsa_numbers_of(const EVP_PKEY* key, const EVP_PKEY* other)
{
    const auto number_of = [](const EVP_PKEY* of, const char* name) {
        BIGNUM* number = nullptr;
        card::ssl::check(EVP_PKEY_get_bn_param(of, name, &number) == 1, "EVP_PKEY_get_bn_param");
        return card::ssl::Bignum{number};
    };
    return std::ranges::all_of(std::array{OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E}, [&](const char* name) {
        return BN_cmp(number_of(key, name).get(), number_of(other, name).get()) == 0;
    });
}

/// In capital letters, up to three; empty where the name tells none, or something else.
std::string country_in(const X509_NAME* name)
{
    constexpr std::size_t kMostLetters = 3;
    char text[8] = "";
    const auto length = X509_NAME_get_text_by_NID(name, NID_countryName, text, sizeof text);
    std::string country{text, static_cast<std::size_t>(std::max(length, 0))};
    std::transform(country.begin(), country.end(), country.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    const bool of_letters = std::ranges::all_of(country, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
    return of_letters && country.size() <= kMostLetters ? country : std::string{};
}

/// id-icao-mrtd-security 2.23.136.1.1, whose arcs name every part of this world; 1 is the signed list of a document.
const Bytes kParts{0x67, 0x81, 0x08, 0x01, 0x01};
const Bytes kDocumentPart{0x67, 0x81, 0x08, 0x01, 0x01, 0x01};
const Bytes kMasterListUsage{0x67, 0x81, 0x08, 0x01, 0x01, 0x03};
const Bytes kTlsServer{0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01};
const Bytes kTlsClient{0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02};

/// Values of the OBJECT IDENTIFIERs; none where the certificate is for every use.
std::vector<Bytes> extended_usages(const X509* certificate)
{
    const std::unique_ptr<EXTENDED_KEY_USAGE, card::ssl::Deleter<EXTENDED_KEY_USAGE_free>> usages{
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr))};
    std::vector<Bytes> values;
    for (int i = 0; usages && i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
        const auto* usage = sk_ASN1_OBJECT_value(usages.get(), i);
        values.emplace_back(OBJ_get0_data(usage), OBJ_get0_data(usage) + OBJ_length(usage));
    }
    return values;
}

using GeneralNames = std::unique_ptr<GENERAL_NAMES, card::ssl::Deleter<GENERAL_NAMES_free>>;

/// `wanted`, or any at all where that is null.
bool has_directory_name(const GENERAL_NAMES* names, const X509_NAME* wanted = nullptr)
{
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        const auto* name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DIRNAME && (wanted == nullptr || X509_NAME_cmp(name->d.directoryName, wanted) == 0))
            return true;
    }
    return false;
}

/// Who issued the certificate of a list's entry, as that one tells; null where it tells nothing that can be read.
GeneralNames issuer_told_by(const X509_REVOKED* entry)
{
    GeneralNames names{
        static_cast<GENERAL_NAMES*>(X509_REVOKED_get_ext_d2i(entry, NID_certificate_issuer, nullptr, nullptr))};
    ERR_clear_error();
    if (!has_directory_name(names.get())) names.reset();
    return names;
}

/// Revoked before, and not any more: an entry that only tells what changed. Source: RFC 5280 §5.3.1.
bool is_taken_back(const X509_REVOKED* entry)
{
    const std::unique_ptr<ASN1_ENUMERATED, card::ssl::Deleter<ASN1_ENUMERATED_free>> reason{
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr))};
    ERR_clear_error();
    return reason && ASN1_ENUMERATED_get(reason.get()) == CRL_REASON_REMOVE_FROM_CRL;
}

/// Says nothing but that the list's certificates may be of several authorities, which its entries tell.
bool tells_of_several_alone(X509_EXTENSION* extension)
{
    if (OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_issuing_distribution_point) return false;
    const std::unique_ptr<ISSUING_DIST_POINT, card::ssl::Deleter<ISSUING_DIST_POINT_free>> point{
        static_cast<ISSUING_DIST_POINT*>(X509V3_EXT_d2i(extension))};
    ERR_clear_error();
    return point && point->distpoint == nullptr && point->onlysomereasons == nullptr && point->onlyuser <= 0 &&
           point->onlyCA <= 0 && point->onlyattr <= 0;
}

bool tells_issuer(const X509_REVOKED* entry, X509_EXTENSION* extension)
{
    return OBJ_obj2nid(X509_EXTENSION_get_object(extension)) == NID_certificate_issuer &&
           issuer_told_by(entry) != nullptr;
}

/// `Count` and `Get` are OpenSSL's functions for a list or an entry of it.
template <auto Count, auto Get, typename T>
bool has_critical(const T* holder, bool (*is_known)(const T*, X509_EXTENSION*))
{
    for (int i = 0; i < Count(holder); ++i) {
        auto* extension = Get(holder, i);
        if (X509_EXTENSION_get_critical(extension) != 0 && !is_known(holder, extension)) return true;
    }
    return false;
}

bool has_unknown_critical_extension_in(X509_CRL* list)
{
    const auto is_known = [](const X509_CRL*, X509_EXTENSION* extension) { return tells_of_several_alone(extension); };
    if (has_critical<X509_CRL_get_ext_count, X509_CRL_get_ext, X509_CRL>(list, is_known)) return true;
    auto* entries = X509_CRL_get_REVOKED(list);
    for (int i = 0; entries != nullptr && i < sk_X509_REVOKED_num(entries); ++i)
        if (has_critical<X509_REVOKED_get_ext_count, X509_REVOKED_get_ext>(sk_X509_REVOKED_value(entries, i),
                                                                           tells_issuer))
            return true;
    return false;
}

bool is_other_part(const Bytes& usage)
{
    const bool of_this_world = usage.size() > kParts.size() && std::equal(kParts.begin(), kParts.end(), usage.begin());
    return (of_this_world && usage != kDocumentPart) || usage == kTlsServer || usage == kTlsClient;
}
} // namespace

Certificate::Certificate(ByteView der)
{
    const auto* at = der.data();
    handle_.reset(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
    ERR_clear_error();
    if (!handle_ || at != der.data() + der.size()) throw ProtocolViolation{"not a certificate"};
    check_times();
}

void Certificate::check_times() const
{
    not_before();
    not_after();
}

Bytes Certificate::subject_key_id() const
{
    return bytes_of(X509_get0_subject_key_id(handle()));
}

Bytes Certificate::authority_key_id() const
{
    return bytes_of(X509_get0_authority_key_id(handle()));
}

std::string Certificate::country() const
{
    return country_in(X509_get_subject_name(handle()));
}

std::string Certificate::subject() const
{
    constexpr unsigned long kStyle = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    const std::unique_ptr<BIO, card::ssl::Deleter<BIO_free_all>> text{BIO_new(BIO_s_mem())};
    card::ssl::check(text && X509_NAME_print_ex(text.get(), X509_get_subject_name(handle()), 0, kStyle) >= 0,
                     "X509_NAME_print_ex");
    char* data = nullptr;
    const auto size = BIO_get_mem_data(text.get(), &data);
    return printable_escaped({data, static_cast<std::size_t>(size)});
}

std::chrono::sys_seconds Certificate::not_before() const
{
    return time_of(X509_get0_notBefore(handle()));
}

std::chrono::sys_seconds Certificate::not_after() const
{
    return time_of(X509_get0_notAfter(handle()));
}

bool Certificate::is_authority() const
{
    const auto flags = X509_get_extension_flags(handle());
    return (flags & EXFLAG_CA) != 0 && (X509_get_key_usage(handle()) & KU_KEY_CERT_SIGN) != 0;
}

bool Certificate::may_sign_documents() const
{
    const auto usages = extended_usages(handle());
    return (X509_get_key_usage(handle()) & KU_DIGITAL_SIGNATURE) != 0 &&
           std::none_of(usages.begin(), usages.end(), is_other_part);
}

bool Certificate::may_sign_master_lists() const
{
    const auto usages = extended_usages(handle());
    return std::find(usages.begin(), usages.end(), kMasterListUsage) != usages.end();
}

Bytes Certificate::fingerprint() const
{
    Bytes hash(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    card::ssl::check(X509_digest(handle(), EVP_sha256(), hash.data(), &size) == 1, "X509_digest");
    hash.resize(size);
    return hash;
}

bool Certificate::may_sign_revocation_lists() const
{
    return (X509_get_key_usage(handle()) & KU_CRL_SIGN) != 0;
}

bool Certificate::has_unknown_critical_extension() const
{
    for (int i = 0; i < X509_get_ext_count(handle()); ++i) {
        auto* extension = X509_get_ext(handle(), i);
        if (X509_EXTENSION_get_critical(extension) != 0 && X509_supported_extension(extension) == 0) return true;
    }
    return false;
}

bool Certificate::has_known_key() const
{
    auto* key = X509_get0_pubkey(handle());
    ERR_clear_error();
    if (key == nullptr) return false;
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return true;
    return !card::named_curve(key, key_info_of(handle())).empty();
}

bool Certificate::is_named_as(const Certificate& other) const
{
    return X509_NAME_cmp(X509_get_subject_name(handle()), X509_get_subject_name(other.handle())) == 0;
}

bool Certificate::has_strong_key() const
{
    constexpr int kLeastRsa = 2048;
    constexpr int kMostRsa = 8192;
    constexpr int kLeastElliptic = 224;
    auto* key = X509_get0_pubkey(handle());
    ERR_clear_error();
    if (key == nullptr) return false;
    const int bits = EVP_PKEY_get_bits(key);
    const int kind = EVP_PKEY_get_base_id(key);
    if (kind == EVP_PKEY_EC) return bits >= kLeastElliptic;
    return is_rsa(key) && bits >= kLeastRsa && bits <= kMostRsa;
}

bool Certificate::has_key_of(const Certificate& other) const
{
    const auto* key = X509_get0_pubkey(handle());
    const auto* others = X509_get0_pubkey(other.handle());
    const bool equal =
        key != nullptr && others != nullptr &&
        (is_rsa(key) && is_rsa(others) ? has_rsa_numbers_of(key, others) : EVP_PKEY_eq(key, others) == 1);
    ERR_clear_error();
    return equal;
}

bool Certificate::is_signed_by(const Certificate& issuer) const
{
    const X509_ALGOR* algorithm = nullptr;
    X509_get0_signature(nullptr, &algorithm, handle());
    if (!signs_with_listed_digest(algorithm)) return false;
    auto* key = X509_get0_pubkey(issuer.handle());
    const bool valid = key != nullptr && X509_verify(handle(), key) == 1;
    ERR_clear_error();
    return valid;
}

/// By name, and by key identifier where the certificate tells that of its issuer.
bool Certificate::names_itself_issuer() const
{
    const bool named = X509_self_signed(handle(), 0) == 1;
    ERR_clear_error();
    return named;
}

bool Certificate::is_self_signed() const
{
    return names_itself_issuer() && is_signed_by(*this);
}

bool Certificate::has_readable_signature() const
{
    const X509_ALGOR* algorithm = nullptr;
    X509_get0_signature(nullptr, &algorithm, handle());
    const bool is_readable = signs_with_listed_digest(algorithm) && X509_get0_pubkey(handle()) != nullptr;
    ERR_clear_error();
    return is_readable;
}

bool Certificate::belies_itself() const
{
    const auto named = authority_key_id();
    return names_itself_issuer() && !named.empty() && named == subject_key_id() && has_readable_signature() &&
           !is_signed_by(*this);
}

bool Certificate::is_signed_by_another() const
{
    return has_readable_signature() && !is_signed_by(*this) && !belies_itself();
}

RevocationList::RevocationList(ByteView der)
{
    const auto* at = der.data();
    handle_.reset(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())), X509_CRL_free);
    ERR_clear_error();
    if (!handle_ || at != der.data() + der.size()) throw ProtocolViolation{"not a revocation list"};
    has_unknown_critical_extension_ = has_unknown_critical_extension_in(handle_.get());
    this_update_ = time_of(X509_CRL_get0_lastUpdate(handle_.get()));
    if (const auto* next = X509_CRL_get0_nextUpdate(handle_.get())) next_update_ = time_of(next);
}

std::string RevocationList::country() const
{
    return country_in(X509_CRL_get_issuer(handle_.get()));
}

bool RevocationList::is_signed_by(const Certificate& issuer) const
{
    const X509_ALGOR* algorithm = nullptr;
    X509_CRL_get0_signature(handle_.get(), nullptr, &algorithm);
    if (!issuer.may_sign_revocation_lists() || !signs_with_listed_digest(algorithm)) return false;
    auto* key = X509_get0_pubkey(issuer.handle());
    const bool valid = key != nullptr && X509_CRL_verify(handle_.get(), key) == 1;
    ERR_clear_error();
    return valid;
}

bool RevocationList::revokes(const Certificate& certificate) const
{
    // Not by X509_CRL_get0_by_serial, which finds an authority's by its name of today alone.
    // An entry that tells its issuer tells it for those behind it too. Source: RFC 5280 §5.3.3.
    GeneralNames issuer; // null: the list's, whatever it is called
    const auto* entries = X509_CRL_get_REVOKED(handle_.get());
    const auto* sought = X509_get0_serialNumber(certificate.handle());
    for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
        const auto* entry = sk_X509_REVOKED_value(entries, i);
        if (auto told = issuer_told_by(entry)) issuer = std::move(told);
        if (ASN1_INTEGER_cmp(X509_REVOKED_get0_serialNumber(entry), sought) != 0 || is_taken_back(entry)) continue;
        if (!issuer || has_directory_name(issuer.get(), X509_get_issuer_name(certificate.handle()))) return true;
    }
    return false;
}
} // namespace hardware::document
