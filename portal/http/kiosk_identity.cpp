#include "portal/http/kiosk_identity.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace portal::http {
namespace {
template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Store = std::unique_ptr<X509_STORE, Deleter<X509_STORE_free>>;
using Check = std::unique_ptr<X509_STORE_CTX, Deleter<X509_STORE_CTX_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

Certificate read_pem(std::string_view pem)
{
    const Bio bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    return Certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)};
}
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
    const auto authority = read_pem(authority_pem);
    if (!authority || X509_STORE_add_cert(impl_->authorities.get(), authority.get()) != 1)
        throw domain::Fault{"the kiosk authority's certificate cannot be read"};
}

KioskIdentity::~KioskIdentity() = default;

domain::Kiosk KioskIdentity::require(const Request& request) const
{
    const auto pem = request.header("X-Client-Certificate");
    if (pem.empty()) throw HttpError{401, "no_certificate", {}};
    const auto certificate = read_pem(pem);
    if (!certificate || !impl_->trusted(certificate.get())) throw HttpError{401, "certificate_refused", {}};
    const auto fingerprint = domain::fingerprint_of_pem(pem);
    const auto kiosk = fingerprint ? domain::kiosk_of_certificate(impl_->context, *fingerprint) : std::nullopt;
    if (!kiosk) throw HttpError{401, "certificate_refused", {}};
    return *kiosk;
}
} // namespace portal::http
