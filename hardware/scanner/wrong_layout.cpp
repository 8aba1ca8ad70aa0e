#include "hardware/scanner/wrong_layout.hpp"

namespace hardware::scanner {
bool detect_wrong_layout(std::string_view text)
{
    // The block U+0400 to U+04FF is the two-byte sequences that begin with D0 to D3.
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(text[i + 1]);
        if (lead >= 0xD0 && lead <= 0xD3 && next >= 0x80 && next <= 0xBF) return true;
    }
    return false;
}
} // namespace hardware::scanner
