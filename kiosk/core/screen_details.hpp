#pragma once

#include <filesystem>
#include <string>

#include "kiosk/core/clock.hpp"
#include "kiosk/core/screen.hpp"

namespace kiosk {
/// What is known of the counter before anybody signs in, from its settings and its enrolment.
struct CounterFacts {
    std::optional<portal::contract::Date> certificate_until;
    std::string municipality; ///< `Столична община`; may be empty
    std::string office;       ///< `Деловодно обслужване, архив и ГРАО`; may be empty
    std::string software;     ///< `gishe-kiosk 0.1.0`
};

/// Adds to the desk's picture what the desk itself does not need: the counter's facts, its scanner, and since when
/// there is no connection. UI thread only.
class ScreenDetails {
public:
    ScreenDetails(const Clock& clock, CounterFacts facts) : clock_{clock}, facts_{std::move(facts)} {}
    View added_to(View view);
    void scanner_is(StripView::Scanner state) { scanner_ = state; }

private:
    SignInView::Certificate certificate_now() const;
    const Clock& clock_;
    CounterFacts facts_;
    StripView::Scanner scanner_{};
    std::optional<Instant> offline_since_;
};

/// The last day of the certificate in `pem_file`, in UTC; empty where there is none that can be read.
std::optional<portal::contract::Date> certificate_until(const std::filesystem::path& pem_file);
} // namespace kiosk
