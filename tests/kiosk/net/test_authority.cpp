#include "tests/kiosk/net/test_authority.hpp"

#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "kiosk/core/pem.hpp"
#include "portal/contract/types.hpp"

namespace kiosk::test {
namespace {
void require(bool done)
{
    if (!done) throw std::runtime_error{"OpenSSL"};
}

portal::contract::Bytes der_of(X509* certificate)
{
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    require(size > 0);
    portal::contract::Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

void add_extension(X509* certificate, int kind, const char* value)
{
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    require(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

Certificate unsigned_certificate(EVP_PKEY* key, const char* name, X509* issuer)
{
    constexpr long kDay = 24 * 60 * 60;
    Certificate certificate{X509_new()};
    require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    static long serial = 0;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDay);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1,
                                       -1, 0) == 1);
    require(X509_set_issuer_name(certificate.get(), issuer ? X509_get_subject_name(issuer) : subject) == 1);
    require(X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}
} // namespace

Key new_key()
{
    Key key{EVP_EC_gen("P-256")};
    require(key != nullptr);
    return key;
}

TestAuthority::TestAuthority()
    : key_{new_key()}, certificate_{unsigned_certificate(key_.get(), "test authority", nullptr)}
{
    add_extension(certificate_.get(), NID_basic_constraints, "critical,CA:TRUE");
    require(X509_sign(certificate_.get(), key_.get(), EVP_sha256()) > 0);
}

Certificate TestAuthority::issue(EVP_PKEY* public_key, const char* name, const char* names) const
{
    Certificate certificate = unsigned_certificate(public_key, name, certificate_.get());
    if (names) add_extension(certificate.get(), NID_subject_alt_name, names);
    require(X509_sign(certificate.get(), key_.get(), EVP_sha256()) > 0);
    return certificate;
}

Certificate TestAuthority::server_certificate(EVP_PKEY* key, const char* names) const
{
    return issue(key, "127.0.0.1", names);
}

std::string TestAuthority::certify(const std::string& request_pem) const
{
    const auto der = from_pem("CERTIFICATE REQUEST", request_pem);
    const unsigned char* at = der.data();
    X509_REQ* request = d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size()));
    require(request && X509_REQ_verify(request, X509_REQ_get0_pubkey(request)) == 1);
    const Certificate certificate = issue(X509_REQ_get0_pubkey(request), "kiosk-12", nullptr);
    X509_REQ_free(request);
    return to_pem("CERTIFICATE", der_of(certificate.get()));
}

std::string TestAuthority::pem() const
{
    return to_pem("CERTIFICATE", der_of(certificate_.get()));
}

std::string TestAuthority::fingerprint() const
{
    return portal::contract::to_hex(portal::contract::sha256(der_of(certificate_.get())));
}
} // namespace kiosk::test
