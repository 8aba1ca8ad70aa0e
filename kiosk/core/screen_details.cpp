#include "kiosk/core/screen_details.hpp"

#include <ctime>
#include <string>

#include "kiosk/core/private_file.hpp"
#include "portal/contract/openssl.hpp"

namespace kiosk {
namespace {
constexpr std::chrono::days kEndsSoon{30};
}

SignInView::Certificate ScreenDetails::certificate_now() const
{
    using State = SignInView::Certificate;
    if (!facts_.certificate_until) return State::valid;
    const auto left =
        std::chrono::sys_days{*facts_.certificate_until} - std::chrono::floor<std::chrono::days>(clock_.now());
    return left.count() < 0 ? State::ended : left <= kEndsSoon ? State::ends_soon : State::valid;
}

View ScreenDetails::added_to(View view)
{
    if (view.strip.connection != StripView::Connection::offline)
        offline_since_.reset();
    else if (!offline_since_)
        offline_since_ = clock_.now();
    view.strip.offline_since = offline_since_;
    view.strip.municipality = facts_.municipality;
    view.strip.office = facts_.office;
    view.strip.scanner = scanner_;
    if (auto* const sign_in = std::get_if<SignInView>(&view.step)) {
        sign_in->certificate_until = facts_.certificate_until;
        sign_in->certificate = certificate_now();
        sign_in->software = facts_.software;
    }
    return view;
}

std::optional<portal::contract::Date> certificate_until(const std::filesystem::path& pem_file)
{
    const auto pem = read_file(pem_file);
    if (!pem) return std::nullopt;
    const auto certificate = portal::contract::ssl::certificate_of_pem(std::string{pem->begin(), pem->end()});
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) return std::nullopt;
    return portal::contract::Date{std::chrono::year{end.tm_year + 1900},
                                  std::chrono::month{static_cast<unsigned>(end.tm_mon + 1)},
                                  std::chrono::day{static_cast<unsigned>(end.tm_mday)}};
}
} // namespace kiosk
