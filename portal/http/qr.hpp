#pragma once

#include <string>
#include <string_view>

namespace portal::http {
/// An inline SVG of a QR code in numeric mode with 4 white modules on each side, level M. `digits` may hold 0-9 only;
/// throws `std::invalid_argument` on anything else or on more than fit. Source: ISO/IEC 18004 §7.4.3, §9.1.
std::string qr_svg(std::string_view digits, std::string_view label);
/// The same of any text, in byte mode. Source: ISO/IEC 18004 §7.4.5.
std::string qr_text_svg(std::string_view text, std::string_view label);
} // namespace portal::http
