#pragma once

#include <chrono>

namespace hardware::document {
/// How far ahead a time may lie that others wrote: clocks and time zones differ.
inline constexpr std::chrono::days kClockTolerance{2};

/// Whether a list or a signature of this time cannot have been made yet on the day on which it is judged.
inline bool lies_ahead(std::chrono::sys_seconds time, std::chrono::sys_days judged_on)
{
    return time > judged_on + kClockTolerance;
}
} // namespace hardware::document
