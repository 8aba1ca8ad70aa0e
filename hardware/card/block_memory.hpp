#pragma once

#include <map>
#include <mutex>

#include "hardware/bytes.hpp"

namespace hardware::card {
/// How long the blocks were that each kind of card gave at last, so that what one card refused is not asked of the next
/// of its kind. A kind is known by its answer to reset. Any thread may call.
class BlockMemory {
public:
    /// Steps down from the longest block; 0 for a kind not met before.
    unsigned step_of(ByteView atr) const;
    void remember(ByteView atr, unsigned step);

private:
    mutable std::mutex mutex_;
    std::map<Bytes, unsigned> steps_;
};
} // namespace hardware::card
