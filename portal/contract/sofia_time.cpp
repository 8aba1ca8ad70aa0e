#include "portal/contract/sofia_time.hpp"

#include <memory>
#include <stdexcept>

#include <unicode/timezone.h>

namespace portal::contract {
namespace {
using namespace std::chrono;

/// How far Sofia is ahead of UTC at an instant that is given in UTC or, with `local`, in Sofia's own time.
seconds ahead(sys_seconds when, bool local)
{
    static const std::unique_ptr<const icu::TimeZone> kSofia{icu::TimeZone::createTimeZone("Europe/Sofia")};
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    kSofia->getOffset(static_cast<UDate>(when.time_since_epoch().count()) * 1000.0, local, raw, summer, status);
    if (U_FAILURE(status)) throw std::runtime_error{"ICU cannot tell the time in Europe/Sofia"};
    return duration_cast<seconds>(milliseconds{raw + summer});
}
} // namespace

local_seconds sofia_clock(Instant when)
{
    return local_seconds{when.time_since_epoch() + ahead(when, false)};
}

Date sofia_day(Instant when)
{
    return Date{floor<days>(sofia_clock(when))};
}

Instant start_of_sofia_day(Date day)
{
    const sys_seconds local = sys_days{day};
    return local - ahead(local, true);
}

Instant end_of_sofia_day(Date day)
{
    return start_of_sofia_day(sys_days{day} + days{1}) - minutes{1};
}
} // namespace portal::contract
