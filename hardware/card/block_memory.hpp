#pragma once

#include <map>
#include <mutex>

#include "hardware/bytes.hpp"
#include "hardware/card/block_step.hpp"

namespace hardware::card {
/// How long the blocks were that each kind of card gave at last, so that what one card refused is not asked of the next
/// of its kind. A kind is known by its answer to reset. What was refused may have been a disturbance, so it is
/// forgotten after some readings and tried once more. Any thread may call.
class BlockMemory {
public:
    static constexpr unsigned kMostReadings = 20;

    /// None for a kind not met before.
    BlockStep step_of(ByteView atr) const;
    /// After each reading.
    void remember(ByteView atr, BlockStep step);

private:
    struct Kind {
        BlockStep step;
        unsigned readings{};
    };
    mutable std::mutex mutex_;
    std::map<Bytes, Kind> kinds_;
};
} // namespace hardware::card
