#include "kiosk/core/screen_details.hpp"

#include <cstdio>
#include <ctime>
#include <memory>

#include <openssl/pem.h>
#include <openssl/x509.h>

namespace kiosk {
View ScreenDetails::added_to(View view)
{
    if (view.strip.connection != StripView::Connection::offline)
        offline_since_.reset();
    else if (!offline_since_)
        offline_since_ = clock_.now();
    view.strip.offline_since = offline_since_;
    if (auto* const sign_in = std::get_if<SignInView>(&view.step)) sign_in->certificate_until = certificate_until_;
    return view;
}

std::optional<portal::contract::Date> certificate_until(const std::filesystem::path& pem_file)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(pem_file.c_str(), "re"), &std::fclose};
    if (!file) return std::nullopt;
    const std::unique_ptr<X509, void (*)(X509*)> certificate{PEM_read_X509(file.get(), nullptr, nullptr, nullptr),
                                                             &X509_free};
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) return std::nullopt;
    return portal::contract::Date{std::chrono::year{end.tm_year + 1900},
                                  std::chrono::month{static_cast<unsigned>(end.tm_mon + 1)},
                                  std::chrono::day{static_cast<unsigned>(end.tm_mday)}};
}
} // namespace kiosk
