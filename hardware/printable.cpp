#include "hardware/printable.hpp"

#include <algorithm>
#include <cstdint>

#include "hardware/bytes.hpp"

namespace hardware {
namespace {
/// Bytes of a character of UTF-8 that begins with `lead`; 0 where none does.
std::size_t size_of(std::uint8_t lead)
{
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_whole(std::string_view character, char32_t number)
{
    constexpr char32_t kLeastOf3 = 0x800;
    constexpr char32_t kLeastOf4 = 0x10000;
    const bool continues = std::all_of(character.begin() + 1, character.end(),
                                       [](char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80; });
    const bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
    return continues && !is_surrogate && number <= 0x10FFFF && (character.size() < 3 || number >= kLeastOf3) &&
           (character.size() < 4 || number >= kLeastOf4);
}

char32_t number_of(std::string_view character)
{
    const auto lead = static_cast<std::uint8_t>(character.front());
    char32_t number = character.size() == 1 ? lead : lead & (0xFFU >> (character.size() + 1));
    for (const char byte : character.substr(1))
        number = number << 6 | (static_cast<std::uint8_t>(byte) & 0x3FU);
    return number;
}

bool steers(char32_t number)
{
    const auto is_within = [&](char32_t first, char32_t last) { return number >= first && number <= last; };
    return number < 0x20 || is_within(0x7F, 0x9F) || number == 0x61C || is_within(0x200B, 0x200F) ||
           is_within(0x2028, 0x202E) || is_within(0x2066, 0x2069);
}

struct Character {
    std::size_t size; ///< bytes
    bool is_plain;
};

Character first_of(std::string_view text)
{
    const auto size = size_of(static_cast<std::uint8_t>(text.front()));
    if (size == 0 || size > text.size()) return {1, false};
    const auto character = text.substr(0, size);
    const auto number = number_of(character);
    if (!is_whole(character, number)) return {1, false};
    return {size, !steers(number)};
}

std::string cleaned(std::string_view text, bool escapes_backslash)
{
    std::string clean;
    while (!text.empty()) {
        const auto [size, is_plain] = first_of(text);
        const bool stays = is_plain && !(escapes_backslash && text.front() == '\\');
        for (const char byte : text.substr(0, size))
            clean += stays ? std::string{byte} : "\\" + to_hex(Bytes{static_cast<std::uint8_t>(byte)});
        text.remove_prefix(size);
    }
    return clean;
}
} // namespace

std::string printable(std::string_view name)
{
    return cleaned(name, true);
}

std::string printable_escaped(std::string_view text)
{
    return cleaned(text, false);
}

std::string printable_lines(std::string_view message)
{
    std::string lines;
    while (true) {
        const auto end = message.find('\n');
        lines += printable_escaped(message.substr(0, end));
        if (end == std::string_view::npos) return lines;
        lines += '\n';
        message.remove_prefix(end + 1);
    }
}
} // namespace hardware
