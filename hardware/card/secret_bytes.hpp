#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace hardware::card {
/// Overwrites memory in a way that no compiler removes.
void cleanse(void* memory, std::size_t size);

/// Gives memory back only after overwriting it.
template <typename T>
struct CleansingAllocator {
    using value_type = T;
    CleansingAllocator() = default;
    template <typename U>
    CleansingAllocator(const CleansingAllocator<U>&)
    {
    }
    T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
    void deallocate(T* memory, std::size_t count)
    {
        cleanse(memory, count * sizeof(T));
        std::allocator<T>{}.deallocate(memory, count);
    }
    template <typename U>
    bool operator==(const CleansingAllocator<U>&) const
    {
        return true;
    }
};

/// Keys and what keys are made of: gone from memory when the variable is.
using SecretBytes = std::vector<std::uint8_t, CleansingAllocator<std::uint8_t>>;
} // namespace hardware::card
