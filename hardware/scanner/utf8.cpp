#include "hardware/scanner/utf8.hpp"

#include <algorithm>

namespace hardware::scanner {
namespace {
/// One character and the bytes it takes; none where they are no UTF-8.
struct Character {
    char32_t value{};
    std::size_t size{};
};

Character first_of(std::string_view bytes)
{
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const auto lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() < size) return {};
    char32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    const bool longer_than_needed = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    return longer_than_needed ? Character{} : Character{value, size};
}
} // namespace

bool is_text(char32_t character)
{
    if (character == U'\r' || character == U'\n' || character == U'\t') return true;
    const bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
    const bool half_surrogate = character >= 0xD800 && character < 0xE000;
    return !control && !half_surrogate && character <= 0x10FFFF;
}

void append_utf8(std::string& text, char32_t character)
{
    const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6U));
        put(0x80 | (character & 0x3FU));
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12U));
        put(0x80 | ((character >> 6U) & 0x3FU));
        put(0x80 | (character & 0x3FU));
    } else {
        put(0xF0 | (character >> 18U));
        put(0x80 | ((character >> 12U) & 0x3FU));
        put(0x80 | ((character >> 6U) & 0x3FU));
        put(0x80 | (character & 0x3FU));
    }
}

std::string text_of(std::string_view bytes)
{
    std::string text;
    while (!bytes.empty()) {
        const auto [value, size] = first_of(bytes);
        if (size > 0 && is_text(value)) text += bytes.substr(0, size);
        bytes.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return text;
}
} // namespace hardware::scanner
