#pragma once

#include <cstddef>

namespace hardware::card {
/// How far blocks were stepped down from the longest. `named`: bytes that the chip named at the last step, below all
/// that we try.
struct BlockStep {
    unsigned steps{};
    std::size_t named{};
    bool operator==(const BlockStep&) const = default;
};
} // namespace hardware::card
