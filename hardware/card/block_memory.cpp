#include "hardware/card/block_memory.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kMostKinds = 256; ///< a card can call itself anything
}

BlockStep BlockMemory::step_of(ByteView atr) const
{
    const std::lock_guard lock{mutex_};
    const auto found = kinds_.find(Bytes{atr.begin(), atr.end()});
    return found == kinds_.end() ? BlockStep{} : found->second.step;
}

void BlockMemory::remember(ByteView atr, BlockStep step)
{
    const std::lock_guard lock{mutex_};
    const Bytes name{atr.begin(), atr.end()};
    if (kinds_.size() == kMostKinds && !kinds_.contains(name)) kinds_.clear();
    auto& kind = kinds_[name];
    if (kind.step != step) kind = {step, 0};
    if (++kind.readings == kMostReadings) kinds_.erase(name);
}
} // namespace hardware::card
