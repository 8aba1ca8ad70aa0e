#include "portal/http/qr.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>
#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace portal::http {
namespace {
constexpr int kQuiet = 4;

struct CodeDeleter {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
struct InputDeleter {
    void operator()(QRinput* input) const { QRinput_free(input); }
};

std::unique_ptr<QRcode, CodeDeleter> encode(QRencodeMode mode, std::string_view text)
{
    const std::unique_ptr<QRinput, InputDeleter> input{QRinput_new2(0, QR_ECLEVEL_M)};
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (!input || QRinput_append(input.get(), mode, static_cast<int>(text.size()), bytes) != 0)
        throw std::invalid_argument{"QR: cannot be encoded"};
    std::unique_ptr<QRcode, CodeDeleter> code{QRcode_encodeInput(input.get())};
    if (!code) throw std::invalid_argument{"QR: too long"};
    return code;
}

std::string svg_of(const QRcode& code, std::string_view label)
{
    const int width = code.width;
    std::string path;
    for (int y = 0; y < width; ++y)
        for (int x = 0; x < width;) {
            const auto dark = [&](int at) { return at < width && (code.data[y * width + at] & 1U) != 0; };
            int end = x;
            while (dark(end))
                ++end;
            if (end > x) path += fmt::format("M{} {}h{}v1h-{}z", x + kQuiet, y + kQuiet, end - x, end - x);
            x = end + 1;
        }
    const int size = width + 2 * kQuiet;
    return fmt::format("<svg class=\"qr\" role=\"img\" aria-label=\"{0}\" viewBox=\"0 0 {1} {1}\" width=\"{2}\" "
                       "height=\"{2}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{1}v{1}h-{1}z\"/>"
                       "<path d=\"{3}\"/></svg>",
                       kainjow::mustache::html_escape(std::string{label}), size, size * 4, path);
}
} // namespace

std::string qr_svg(std::string_view digits, std::string_view label)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (digits.empty() || !std::ranges::all_of(digits, is_digit)) throw std::invalid_argument{"QR: not all digits"};
    return svg_of(*encode(QR_MODE_NUM, digits), label);
}

std::string qr_text_svg(std::string_view text, std::string_view label)
{
    return svg_of(*encode(QR_MODE_8, text), label);
}
} // namespace portal::http
