#include "kiosk/core/clock.hpp"

namespace kiosk {
Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Ticks SystemClock::ticks() const
{
    return std::chrono::duration_cast<Ticks>(std::chrono::steady_clock::now().time_since_epoch());
}
} // namespace kiosk
