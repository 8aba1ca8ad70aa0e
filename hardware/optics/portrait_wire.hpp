#pragma once

#include <array>
#include <cstdint>

#include "hardware/bytes.hpp"

namespace hardware::optics {
/// How decoder and caller speak: the encoded portrait until the end of the stream; back come a status (0: a picture,
/// else 1 + `PortraitRefusal`), width and height (4 bytes each, big-endian), then the pixels as RGB.
inline constexpr std::size_t kPortraitAnswerHead = 9;

inline void put_number(std::uint8_t* place, std::uint32_t value)
{
    for (unsigned i = 0; i < 4; ++i)
        place[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

inline std::uint32_t number_at(const std::uint8_t* place)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value = value << 8U | place[i];
    return value;
}
} // namespace hardware::optics
