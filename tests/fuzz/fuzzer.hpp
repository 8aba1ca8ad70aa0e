#pragma once

#include <cstddef>
#include <cstdint>

/// What each fuzzer defines: takes any input, and calls `std::abort` where something that has to hold does not.
void fuzz(const std::uint8_t* data, std::size_t size);
