#pragma once

#include <filesystem>
#include <optional>

#include "kiosk/core/clock.hpp"
#include "kiosk/core/screen.hpp"

namespace kiosk {
/// Adds to the desk's picture what the desk itself does not need: since when there is no connection, and until when
/// the counter's certificate is valid. UI thread only.
class ScreenDetails {
public:
    ScreenDetails(const Clock& clock, std::optional<portal::contract::Date> certificate_until)
        : clock_{clock}, certificate_until_{certificate_until}
    {
    }
    View added_to(View view);

private:
    const Clock& clock_;
    std::optional<portal::contract::Date> certificate_until_;
    std::optional<Instant> offline_since_;
};

/// The last day of the certificate in `pem_file`, in UTC; empty where there is none that can be read.
std::optional<portal::contract::Date> certificate_until(const std::filesystem::path& pem_file);
} // namespace kiosk
