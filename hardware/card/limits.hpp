#pragma once

#include <chrono>
#include <functional>

namespace hardware::card {
using Instant = std::chrono::steady_clock::time_point;

/// A card that is silent or endless, from its opening to the end of its reading.
inline constexpr std::chrono::seconds kLongestReading{25};
/// A card that answers and brings nothing.
inline constexpr std::chrono::seconds kLongestWithoutData{10};

/// Commands of one conversation. A document whose files have the largest sizes, read in short blocks, needs fewer where
/// each command brings its block; over T=0, where another one fetches it, such a document's time is over before.
inline constexpr unsigned kMostExchanges = 6000;

/// When a conversation with a card ends by itself: one for opening it and reading it, which keep to it together.
struct Limits {
    Instant deadline = Instant::max();
    std::function<bool()> stop; ///< asked before every command; may be empty
    std::function<Instant()> now = std::chrono::steady_clock::now;
};
} // namespace hardware::card
