#pragma once

#include <memory>
#include <string_view>

#include "portal/domain/kiosks.hpp"
#include "portal/http/exchange.hpp"

namespace portal::http {
/// Who a kiosk is: by the client certificate whose PEM nginx puts into `X-Client-Certificate`. Thread-safe.
class KioskIdentity {
public:
    /// Throws `domain::Fault` where the authority's certificate is malformed.
    KioskIdentity(const domain::Context& context, std::string_view authority_pem);
    ~KioskIdentity();

    /// Checks that our authority signed the certificate, for TLS clients and for now, then finds the kiosk. Throws
    /// `HttpError` 401 `no_certificate` or `certificate_refused`.
    domain::Kiosk require(const Request& request) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace portal::http
