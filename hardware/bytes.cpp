#include "hardware/bytes.hpp"

#include <stdexcept>

namespace hardware {
namespace {
int nibble(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    throw std::invalid_argument{"not a hexadecimal digit"};
}
} // namespace

Bytes from_hex(std::string_view hex)
{
    Bytes bytes;
    bytes.reserve(hex.size() / 2);
    int high = -1;
    for (const char digit : hex) {
        if (digit == ' ' || digit == '\n' || digit == '\r' || digit == '\t') continue;
        const int value = nibble(digit);
        if (high < 0) {
            high = value;
        } else {
            bytes.push_back(static_cast<std::uint8_t>(high << 4 | value));
            high = -1;
        }
    }
    if (high >= 0) throw std::invalid_argument{"odd count of hexadecimal digits"};
    return bytes;
}

std::string to_hex(ByteView bytes)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        hex.push_back(kDigits[byte >> 4]);
        hex.push_back(kDigits[byte & 15]);
    }
    return hex;
}
} // namespace hardware
