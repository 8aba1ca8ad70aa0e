#pragma once

#include <memory>

#include <openssl/x509.h>

#include "hardware/card/openssl.hpp"
#include "hardware/virtual/demo_authority.hpp"

/// Keys and certificates of a demonstration authority. Source: ICAO 9303-12 §7.1.
namespace hardware::virtual_card {
using X509Handle = std::unique_ptr<X509, card::ssl::Deleter<X509_free>>;

/// DER of what OpenSSL holds, by its `i2d_` function.
template <auto Encode, typename T>
Bytes der_of(T* object)
{
    unsigned char* der = nullptr;
    const int size = Encode(object, &der);
    card::ssl::check(size > 0, "i2d");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

card::ssl::Key make_key(const AuthorityOptions& options);
const EVP_MD* digest_of(const AuthorityOptions& options);
void set_padding(EVP_PKEY_CTX* context, const AuthorityOptions& options);

X509Handle make_authority(EVP_PKEY* key, const AuthorityOptions& options);

/// Over the `key` of the authority that comes after `authority`, under the same name.
X509Handle make_link(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options);

/// A document signer, with those of `faults` that concern its certificate.
X509Handle make_signer(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options,
                       const std::set<Fault>& faults = {});

/// A signer of master lists, with `Fault::critical_extension` where that is among `faults`.
X509Handle make_list_signer(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options,
                            const std::set<Fault>& faults = {});
} // namespace hardware::virtual_card
