#include "hardware/card/block_memory.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kMostKinds = 256; ///< a card can call itself anything
}

unsigned BlockMemory::step_of(ByteView atr) const
{
    const std::lock_guard lock{mutex_};
    const auto found = steps_.find(Bytes{atr.begin(), atr.end()});
    return found == steps_.end() ? 0 : found->second;
}

void BlockMemory::remember(ByteView atr, unsigned step)
{
    const std::lock_guard lock{mutex_};
    if (steps_.size() == kMostKinds) steps_.clear();
    steps_[Bytes{atr.begin(), atr.end()}] = step;
}
} // namespace hardware::card
