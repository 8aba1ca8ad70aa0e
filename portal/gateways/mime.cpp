#include "portal/gateways/mime.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <vector>

namespace portal::gateways {
namespace {
bool is_plain(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

std::string without_controls(std::string_view text)
{
    std::string clean;
    for (const char c : text)
        clean += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
    return clean;
}

/// Pieces of at most `longest` bytes that cut no UTF-8 letter.
std::vector<std::string_view> pieces_of(std::string_view text, std::size_t longest)
{
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        auto length = std::min(longest, text.size());
        while (length < text.size() && length > 1 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U)
            --length;
        pieces.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return pieces;
}

std::string with_crlf(std::string_view text)
{
    std::string lines;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') lines += '\r';
        lines += c;
    }
    if (!lines.ends_with('\n')) lines += "\r\n";
    return lines;
}

std::string part(std::string_view type, std::string_view content)
{
    return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}", type,
                       with_crlf(content));
}

std::string rfc5322_date(domain::Instant when)
{
    constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto time = fmt::gmtime(static_cast<std::time_t>(when.time_since_epoch().count()));
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[time.tm_wday], time.tm_mday,
                       kMonths[time.tm_mon], time.tm_year + 1900, time.tm_hour, time.tm_min, time.tm_sec);
}
} // namespace

std::string encoded_header(std::string_view text)
{
    if (is_plain(text)) return std::string{text};
    constexpr std::size_t kBytesAWord = 45; // 60 letters of base64: the word stays below 75
    std::string encoded;
    const auto clean = without_controls(text);
    for (const auto piece : pieces_of(clean, kBytesAWord)) {
        const auto bytes = contract::bytes_of(piece);
        encoded += (encoded.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + contract::to_base64(bytes) + "?=";
    }
    return encoded;
}

std::string bare_address(std::string_view mailbox)
{
    const auto open = mailbox.rfind('<');
    const auto close = mailbox.rfind('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return without_controls(mailbox);
    return without_controls(mailbox.substr(open + 1, close - open - 1));
}

std::string encoded_mailbox(std::string_view mailbox)
{
    const auto open = mailbox.rfind('<');
    if (open == std::string_view::npos || open == 0) return bare_address(mailbox);
    auto name = mailbox.substr(0, open);
    while (name.ends_with(' '))
        name.remove_suffix(1);
    return encoded_header(name) + " <" + bare_address(mailbox) + ">";
}

std::string mime_message(const Envelope& envelope, const domain::MailText& text)
{
    const std::string boundary = "gishe-" + envelope.message_id.substr(0, envelope.message_id.find('@'));
    auto message =
        fmt::format("Date: {}\r\nFrom: {}\r\nTo: {}\r\nMessage-ID: <{}>\r\nSubject: {}\r\n"
                    "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n",
                    rfc5322_date(envelope.date), encoded_mailbox(envelope.from), encoded_mailbox(envelope.recipient),
                    without_controls(envelope.message_id), encoded_header(text.subject));
    if (text.html.empty()) return message + part("text/plain", text.text);
    message += fmt::format("Content-Type: multipart/alternative; boundary=\"{}\"\r\n\r\n", boundary);
    message += fmt::format("--{}\r\n{}", boundary, part("text/plain", text.text));
    message += fmt::format("--{}\r\n{}", boundary, part("text/html", text.html));
    message += fmt::format("--{}--\r\n", boundary);
    return message;
}
} // namespace portal::gateways
