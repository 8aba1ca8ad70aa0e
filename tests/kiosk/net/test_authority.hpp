#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace kiosk::test {
struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;

/// A certificate authority of one test.
class TestAuthority {
public:
    TestAuthority();

    /// For that key; `127.0.0.1` is its common name, and the only one in its list of names unless told otherwise.
    Certificate server_certificate(EVP_PKEY* key, const char* names = "IP:127.0.0.1") const;
    /// For the key of a PKCS#10 request; throws where its signature is wrong.
    std::string certify(const std::string& request_pem) const;
    std::string pem() const;
    std::string fingerprint() const; ///< SHA-256, lower-case hex
    X509* certificate() const { return certificate_.get(); }

private:
    Certificate issue(EVP_PKEY* public_key, const char* name, const char* names) const;

    Key key_;
    Certificate certificate_;
};

Key new_key();
} // namespace kiosk::test
