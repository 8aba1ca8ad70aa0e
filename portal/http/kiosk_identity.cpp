#include "portal/http/kiosk_identity.hpp"

#include <openssl/x509v3.h>

#include "portal/contract/openssl.hpp"

namespace portal::http {
namespace {
namespace ssl = contract::ssl;
using Store = std::unique_ptr<X509_STORE, ssl::Free<X509_STORE_free>>;
using Check = std::unique_ptr<X509_STORE_CTX, ssl::Free<X509_STORE_CTX_free>>;
} // namespace

struct KioskIdentity::Impl {
    const domain::Context& context;
    Store authorities;

    bool trusted(X509* certificate) const
    {
        const Check check{X509_STORE_CTX_new()};
        if (!check || X509_STORE_CTX_init(check.get(), authorities.get(), certificate, nullptr) != 1) return false;
        X509_STORE_CTX_set_purpose(check.get(), X509_PURPOSE_SSL_CLIENT);
        X509_STORE_CTX_set_time(check.get(), 0, context.clock.now().time_since_epoch().count());
        return X509_verify_cert(check.get()) == 1;
    }
};

KioskIdentity::KioskIdentity(const domain::Context& context, std::string_view authority_pem)
    : impl_{new Impl{context, Store{X509_STORE_new()}}}
{
    const auto authority = ssl::certificate_of_pem(authority_pem);
    if (!authority || X509_STORE_add_cert(impl_->authorities.get(), authority.get()) != 1)
        throw domain::Fault{"the kiosk authority's certificate cannot be read"};
}

KioskIdentity::~KioskIdentity() = default;

domain::Kiosk KioskIdentity::require(const Request& request) const
{
    const auto pem = request.header("X-Client-Certificate");
    if (pem.empty()) throw HttpError{401, "no_certificate", {}};
    const auto certificate = ssl::certificate_of_pem(pem);
    if (!certificate || !impl_->trusted(certificate.get())) throw HttpError{401, "certificate_refused", {}};
    const auto fingerprint = domain::fingerprint_of_pem(pem);
    const auto kiosk = fingerprint ? domain::kiosk_of_certificate(impl_->context, *fingerprint) : std::nullopt;
    if (!kiosk) throw HttpError{401, "certificate_refused", {}};
    return *kiosk;
}
} // namespace portal::http
