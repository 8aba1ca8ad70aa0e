#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace kiosk::ui {
/// When a key was really pressed: the events bear the display's own milliseconds, and a busy window hears of them late.
/// The two clocks run equally fast; the event that came with the least delay says how far they are apart.
class EventClock {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// `display_ms` is the event's own time, which begins anew after 49 days; `now` is when it was heard of.
    Instant time_of(std::uint32_t display_ms, Instant now)
    {
        constexpr std::chrono::minutes kBeyondAnyDelay{1};
        const std::chrono::milliseconds own{display_ms};
        if (apart_) {
            const Instant at{*apart_ + own};
            if (at <= now && now - at < kBeyondAnyDelay) return at;
        }
        apart_ = now.time_since_epoch() - own;
        return now;
    }

private:
    std::optional<std::chrono::steady_clock::duration> apart_;
};
} // namespace kiosk::ui
