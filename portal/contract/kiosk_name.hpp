#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portal::contract {
inline constexpr std::string_view kKioskPrefix = "kiosk-";

/// What a kiosk is called in its certificate and in every record: `kiosk-12`.
inline std::string kiosk_name(std::int64_t number)
{
    return std::string{kKioskPrefix} + std::to_string(number);
}
} // namespace portal::contract
