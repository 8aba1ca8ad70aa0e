#pragma once

#include <chrono>

#include "portal/contract/types.hpp"

namespace kiosk {
using portal::contract::Instant;
/// Time that only goes forward, whatever is done to the wall clock: for idle times and backoff.
using Ticks = std::chrono::milliseconds;

/// The wall and a stop-watch in production, hand-set ones in tests. Callable from any thread.
struct Clock {
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual Ticks ticks() const = 0;
};

/// The clocks of this computer.
class SystemClock final : public Clock {
public:
    Instant now() const override;
    Ticks ticks() const override;
};
} // namespace kiosk
