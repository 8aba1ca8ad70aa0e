#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "hardware/bytes.hpp"

namespace hardware::optics {
/// One grey picture, 8 bits a pixel, rows from the top. A row begins every `stride` bytes, `stride >= width_px`.
struct Frame {
    unsigned width_px{};
    unsigned height_px{};
    std::size_t stride{};
    Bytes pixels; ///< `stride * height_px` bytes

    std::span<const std::uint8_t> row(unsigned y) const { return {pixels.data() + y * stride, width_px}; }
    std::span<std::uint8_t> row(unsigned y) { return {pixels.data() + y * stride, width_px}; }
};

/// A frame without padding between its rows, all pixels `grey`.
inline Frame blank_frame(unsigned width_px, unsigned height_px, std::uint8_t grey = 0)
{
    return {width_px, height_px, width_px, Bytes(std::size_t{width_px} * height_px, grey)};
}

/// Throws `std::invalid_argument` when the frame's sizes do not fit its pixels.
inline void demand_whole(const Frame& frame)
{
    if (frame.stride < frame.width_px || frame.pixels.size() < frame.stride * frame.height_px)
        throw std::invalid_argument{"the sizes of the frame do not fit its pixels"};
}

/// One coloured picture: red, green, blue, 8 bits each, rows from the top without padding.
struct Picture {
    unsigned width_px{};
    unsigned height_px{};
    Bytes rgb; ///< `3 * width_px * height_px` bytes
};
} // namespace hardware::optics
