#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hardware/bytes.hpp"

namespace hardware::pcsc {
/// One reader at one moment, by the name that PC/SC gives it.
struct ReaderState {
    std::string name;
    bool card_present{};
    bool card_mute{}; ///< a card is there and does not answer: turned over, or no chip
    Bytes atr;        ///< empty without a card
    friend bool operator==(const ReaderState&, const ReaderState&) = default;
};

/// Watches readers and cards by events, without polling, on a thread of its own. Lives through a stop and restart of
/// the PC/SC service: then the list is empty for a while.
class ReaderWatch {
public:
    /// Called on the watching thread with the whole list, first at once and then after every change. Must not throw.
    using Callback = std::function<void(const std::vector<ReaderState>&)>;

    explicit ReaderWatch(Callback callback);
    /// Ends the thread; no call comes afterwards. Must not run inside the callback.
    ~ReaderWatch();
    ReaderWatch(ReaderWatch&&) = delete;

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

/// The readers and cards of this moment. Throws `ReaderGone` where the PC/SC service does not run.
std::vector<ReaderState> readers_now();
} // namespace hardware::pcsc
