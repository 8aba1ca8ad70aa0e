#pragma once

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "hardware/bytes.hpp"

/// Certificates and lists with a slip of whoever made them; their signature is not made again.
namespace tests {
/// The time of this place in the DER, from 0 on, tells a thirteenth month.
inline hardware::Bytes with_time_that_is_none(hardware::Bytes der, int which)
{
    for (std::size_t at = 0; at + 6 < der.size(); ++at) {
        const bool is_short = der[at] == 0x17 && der[at + 1] == 13; // UTCTime, of two digits of the year
        const bool is_long = der[at] == 0x18 && der[at + 1] == 15;  // GeneralizedTime, of four
        if ((!is_short && !is_long) || which-- > 0) continue;
        std::ranges::copy(std::string_view{"13"}, der.begin() + static_cast<std::ptrdiff_t>(at) + (is_long ? 6 : 4));
        return der;
    }
    throw std::logic_error{"no such time"};
}

/// Each `name` in it is no UTF-8.
inline hardware::Bytes with_name_that_is_none(hardware::Bytes der, std::string_view name)
{
    auto at = std::search(der.begin(), der.end(), name.begin(), name.end());
    if (at == der.end()) throw std::logic_error{"no such name"};
    for (; at != der.end(); at = std::search(at, der.end(), name.begin(), name.end()))
        *at = 0xFF;
    return der;
}
} // namespace tests
