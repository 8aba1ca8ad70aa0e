#include "portal/domain/kiosk_authority.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include "portal/contract/openssl.hpp"

namespace portal::domain {
namespace {
namespace ssl = contract::ssl;
using ssl::Bio;
using ssl::Certificate;
using ssl::Key;
using Request = ssl::CertificateRequest;
using Extension = std::unique_ptr<X509_EXTENSION, ssl::Free<X509_EXTENSION_free>>;

void require(bool done, const char* call)
{
    if (!done) throw Fault{std::string{call} + " failed"};
}

Bio reader(std::string_view text)
{
    Bio bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    require(bio != nullptr, "BIO_new_mem_buf");
    return bio;
}

template <class Write>
std::string written(Write write)
{
    const Bio bio{BIO_new(BIO_s_mem())};
    require(bio != nullptr && write(bio.get()) == 1, "PEM_write_bio");
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

Bytes fingerprint(const X509* certificate)
{
    Bytes hash(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    require(X509_digest(certificate, EVP_sha256(), hash.data(), &size) == 1, "X509_digest");
    hash.resize(size);
    return hash;
}

Bytes spki(EVP_PKEY* key)
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    require(size > 0, "i2d_PUBKEY");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

void set_serial(X509* certificate)
{
    unsigned char bytes[16] = {};
    require(RAND_bytes(bytes, sizeof bytes) == 1, "RAND_bytes");
    bytes[0] &= 0x7f; // positive, RFC 5280 §4.1.2.2
    std::unique_ptr<BIGNUM, ssl::Free<BN_free>> number{BN_bin2bn(bytes, sizeof bytes, nullptr)};
    require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)), "BN_to_ASN1_INTEGER");
}

void set_name(X509_NAME* name, std::string_view common_name)
{
    require(X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Gishe"), -1,
                                       -1, 0) == 1 &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                           reinterpret_cast<const unsigned char*>(common_name.data()),
                                           static_cast<int>(common_name.size()), -1, 0) == 1,
            "X509_NAME_add_entry_by_txt");
}

void set_validity(X509* certificate, Instant from, Instant until)
{
    require(ASN1_TIME_set(X509_getm_notBefore(certificate), from.time_since_epoch().count()) &&
                ASN1_TIME_set(X509_getm_notAfter(certificate), until.time_since_epoch().count()),
            "ASN1_TIME_set");
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value)};
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "X509_add_ext");
}

class Authority final : public KioskAuthority {
public:
    Authority(Key key, Certificate certificate) : key_{std::move(key)}, certificate_{std::move(certificate)} {}

    std::optional<KioskCertificate> sign(std::string_view csr_pem, std::string_view kiosk, Instant from,
                                         Instant until) override
    {
        const Request request{PEM_read_bio_X509_REQ(reader(csr_pem).get(), nullptr, ssl::no_password, nullptr)};
        if (!request) return std::nullopt;
        EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
        if (!key || !ssl::is_p256(key) || X509_REQ_verify(request.get(), key) != 1) return std::nullopt;

        const Certificate made{X509_new()};
        require(made && X509_set_version(made.get(), X509_VERSION_3) == 1, "X509_new");
        set_serial(made.get());
        set_name(X509_get_subject_name(made.get()), kiosk);
        require(X509_set_issuer_name(made.get(), X509_get_subject_name(certificate_.get())) == 1 &&
                    X509_set_pubkey(made.get(), key) == 1,
                "X509_set_pubkey");
        set_validity(made.get(), from, until);
        add_extension(made.get(), certificate_.get(), NID_basic_constraints, "critical,CA:FALSE");
        add_extension(made.get(), certificate_.get(), NID_key_usage, "critical,digitalSignature");
        add_extension(made.get(), certificate_.get(), NID_ext_key_usage, "clientAuth");
        add_extension(made.get(), certificate_.get(), NID_subject_key_identifier, "hash");
        add_extension(made.get(), certificate_.get(), NID_authority_key_identifier, "keyid:always");
        require(X509_sign(made.get(), key_.get(), EVP_sha256()) > 0, "X509_sign");
        return KioskCertificate{written([&](BIO* bio) { return PEM_write_bio_X509(bio, made.get()); }),
                                fingerprint(made.get()), spki(key)};
    }

private:
    Key key_;
    Certificate certificate_;
};
} // namespace

std::unique_ptr<KioskAuthority> make_kiosk_authority(std::string_view key_pem, std::string_view certificate_pem)
{
    Key key{PEM_read_bio_PrivateKey(reader(key_pem).get(), nullptr, ssl::no_password, nullptr)};
    auto certificate = ssl::certificate_of_pem(certificate_pem);
    if (!key || !certificate) throw Fault{"the kiosk authority's key or certificate is malformed"};
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        throw Fault{"the kiosk authority's key and certificate do not belong together"};
    return std::make_unique<Authority>(std::move(key), std::move(certificate));
}

AuthorityFiles create_kiosk_authority(Instant now)
{
    const Key key{EVP_EC_gen("P-256")};
    const Certificate made{X509_new()};
    require(key && made && X509_set_version(made.get(), X509_VERSION_3) == 1, "EVP_EC_gen");
    set_serial(made.get());
    set_name(X509_get_subject_name(made.get()), "Gishe kiosk authority");
    require(X509_set_issuer_name(made.get(), X509_get_subject_name(made.get())) == 1 &&
                X509_set_pubkey(made.get(), key.get()) == 1,
            "X509_set_pubkey");
    set_validity(made.get(), now - std::chrono::hours{1}, now + std::chrono::hours{24 * 3652});
    add_extension(made.get(), made.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(made.get(), made.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(made.get(), made.get(), NID_subject_key_identifier, "hash");
    require(X509_sign(made.get(), key.get(), EVP_sha256()) > 0, "X509_sign");
    return {written([&](BIO* bio) {
                return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
            }),
            written([&](BIO* bio) { return PEM_write_bio_X509(bio, made.get()); })};
}

std::optional<Bytes> fingerprint_of_pem(std::string_view pem)
{
    const auto certificate = ssl::certificate_of_pem(pem);
    return certificate ? std::optional{fingerprint(certificate.get())} : std::nullopt;
}

std::string certificate_fingerprint(std::string_view pem)
{
    const auto found = fingerprint_of_pem(pem);
    if (!found) throw Fault{"no certificate in the PEM text"};
    return contract::to_hex(*found);
}

bool is_p256_key(ByteView der)
{
    const auto* begin = der.data();
    const Key key{d2i_PUBKEY(nullptr, &begin, static_cast<long>(der.size()))};
    return key && begin == der.data() + der.size() && ssl::is_p256(key.get());
}
} // namespace portal::domain
