#pragma once

#include <memory>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

/// OpenSSL's C handles as classes, for portal and kiosk. `hardware/card/openssl.hpp` is the same for what knows nothing
/// of them.
namespace portal::contract::ssl {
/// Lets `std::unique_ptr` free what OpenSSL made: `std::unique_ptr<X509_CRL, Free<X509_CRL_free>>`.
template <auto kFree>
struct Free {
    void operator()(auto* thing) const { kFree(thing); }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using CertificateRequest = std::unique_ptr<X509_REQ, Free<X509_REQ_free>>;

/// Whether this is a key on P-256, the only curve of records and kiosks. Source: FIPS 186-5, SEC 2 §2.4.2.
bool is_p256(const EVP_PKEY* key);

/// For what reads a PEM text: OpenSSL would ask the terminal for the password of one that is encrypted.
int no_password(char* buffer, int size, int writing, void* data);

/// The first certificate in a PEM text; empty where there is none, or where a password would open it: nobody is asked.
Certificate certificate_of_pem(std::string_view pem);
} // namespace portal::contract::ssl
