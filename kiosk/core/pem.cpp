#include "kiosk/core/pem.hpp"

namespace kiosk {
namespace {
std::string mark(std::string_view what, std::string_view label)
{
    return "-----" + std::string{what} + " " + std::string{label} + "-----";
}
} // namespace

std::string to_pem(std::string_view label, portal::contract::ByteView der)
{
    constexpr std::size_t kWidth = 64;
    const std::string body = portal::contract::to_base64(der);
    std::string text = mark("BEGIN", label) + "\n";
    for (std::size_t at = 0; at < body.size(); at += kWidth)
        text += body.substr(at, kWidth) + "\n";
    return text + mark("END", label) + "\n";
}

portal::contract::Bytes from_pem(std::string_view label, std::string_view text)
{
    const std::string begin = mark("BEGIN", label);
    const auto from = text.find(begin);
    const auto to = from == std::string_view::npos ? std::string_view::npos : text.find(mark("END", label), from);
    if (to == std::string_view::npos) throw portal::contract::Malformed{"PEM: no " + std::string{label}};
    std::string body;
    for (const char letter : text.substr(from + begin.size(), to - from - begin.size()))
        if (letter != '\n' && letter != '\r') body += letter;
    return portal::contract::from_base64(body);
}
} // namespace kiosk
