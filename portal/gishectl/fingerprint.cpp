#include "portal/gishectl/fingerprint.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace gishectl {
std::optional<std::string> fingerprint_in(std::string words)
{
    constexpr std::size_t kDigits = 64;
    std::erase_if(words, [](unsigned char sign) { return sign == ':' || sign == '-' || std::isspace(sign) != 0; });
    std::ranges::transform(words, words.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    for (const std::string_view before : {"SHA256FINGERPRINT=", "SHA256"})
        if (words.starts_with(before)) words.erase(0, before.size());
    if (words.size() != kDigits || words.find_first_not_of("0123456789ABCDEF") != std::string::npos)
        return std::nullopt;
    return words;
}
} // namespace gishectl
