#include "kiosk/core/sofia_time.hpp"

#include <memory>
#include <stdexcept>

#include <unicode/timezone.h>

namespace kiosk {
namespace {
/// Seconds that Sofia is ahead of UTC at `when`.
std::chrono::seconds ahead(portal::contract::Instant when)
{
    static const std::unique_ptr<icu::TimeZone> kSofia{icu::TimeZone::createTimeZone("Europe/Sofia")};
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    kSofia->getOffset(static_cast<UDate>(when.time_since_epoch().count()) * 1000.0, false, raw, summer, status);
    if (U_FAILURE(status)) throw std::runtime_error{"ICU knows no Europe/Sofia"};
    return std::chrono::seconds{(raw + summer) / 1000};
}
} // namespace

std::chrono::local_seconds sofia_wall_clock(portal::contract::Instant when)
{
    return std::chrono::local_seconds{(when + ahead(when)).time_since_epoch()};
}

portal::contract::Date sofia_date(portal::contract::Instant when)
{
    return portal::contract::Date{std::chrono::floor<std::chrono::days>(sofia_wall_clock(when))};
}

portal::contract::Instant sofia_midnight(portal::contract::Instant when)
{
    const auto local = std::chrono::floor<std::chrono::days>(when + ahead(when));
    const portal::contract::Instant guess = local - ahead(when);
    return local - ahead(guess);
}
} // namespace kiosk
