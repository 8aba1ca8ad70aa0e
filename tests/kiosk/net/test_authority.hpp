#pragma once

#include <memory>
#include <string>

#include "portal/contract/openssl.hpp"

namespace kiosk::test {
using portal::contract::ssl::Certificate;
using portal::contract::ssl::Key;

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
