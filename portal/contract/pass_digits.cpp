#include "portal/contract/pass_digits.hpp"

#include <algorithm>
#include <array>

namespace portal::contract {
namespace {
constexpr std::size_t kGroupBytes = 7;
/// Digits that hold so many bytes: the index is the number of bytes.
constexpr std::array<std::size_t, kGroupBytes + 1> kDigits{0, 3, 5, 8, 10, 13, 15, 17};
constexpr std::size_t kGroupDigits = kDigits[kGroupBytes];
} // namespace

std::string digits_of(ByteView bytes)
{
    std::string digits;
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(kGroupBytes, bytes.size()))) {
        const auto group = bytes.first(std::min(kGroupBytes, bytes.size()));
        std::uint64_t value = 0;
        for (const auto byte : group)
            value = value << 8 | byte;
        const auto number = std::to_string(value);
        digits.append(kDigits[group.size()] - number.size(), '0').append(number);
    }
    return digits;
}

std::optional<Bytes> bytes_of_digits(std::string_view digits)
{
    Bytes bytes;
    for (; !digits.empty(); digits.remove_prefix(std::min(kGroupDigits, digits.size()))) {
        const auto group = digits.substr(0, kGroupDigits);
        const auto size = std::find(kDigits.begin(), kDigits.end(), group.size());
        if (size == kDigits.end()) return std::nullopt;
        const auto count = static_cast<std::size_t>(size - kDigits.begin());
        std::uint64_t value = 0; // 17 digits fit
        for (const char c : group) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + static_cast<std::uint64_t>(c - '0');
        }
        if (value >> (8 * count) != 0) return std::nullopt;
        for (std::size_t i = count; i > 0; --i)
            bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    }
    return bytes;
}
} // namespace portal::contract
