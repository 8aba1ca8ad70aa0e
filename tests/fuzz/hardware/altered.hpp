#pragma once

#include "hardware/bytes.hpp"

namespace hardware {
/// `genuine` with what the fuzzer says put over one stretch; its first two bytes say where.
inline Bytes altered(Bytes genuine, ByteView bytes)
{
    if (bytes.size() < 2) return genuine;
    const auto at = (std::size_t{bytes[0]} << 8 | bytes[1]) % genuine.size();
    for (std::size_t i = 2; i < bytes.size() && at + i - 2 < genuine.size(); ++i)
        genuine[at + i - 2] = bytes[i];
    return genuine;
}
} // namespace hardware
