#include "portal/contract/types.hpp"

#include <cstdio>

#include <sodium.h>

namespace portal::contract {
namespace {
int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The decimal number in `text[from, from + count)`; throws `Malformed` on anything but digits.
int number_at(std::string_view text, std::size_t from, std::size_t count)
{
    int value = 0;
    for (const char c : text.substr(from, count)) {
        if (c < '0' || c > '9') throw Malformed{"time: not a digit"};
        value = value * 10 + (c - '0');
    }
    return value;
}
} // namespace

Hash sha256(ByteView bytes)
{
    Hash hash{};
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size()); // OpenSSL would look its algorithm up at every call
    return hash;
}

std::string to_hex(ByteView bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 0x0f];
    }
    return text;
}

Bytes from_hex(std::string_view text)
{
    if (text.size() % 2 != 0) throw Malformed{"hex: odd length"};
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) throw Malformed{"hex: not a hexadecimal digit"};
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string to_base64(ByteView bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the terminating zero
    return text;
}

Bytes from_base64(std::string_view text)
{
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        throw Malformed{"base64: not in its strict form"};
    bytes.resize(size);
    return bytes;
}

std::string to_rfc3339(Instant when)
{
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::hh_mm_ss clock{when - day};
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return to_iso(Date{day}) + buffer;
}

Instant instant_from_rfc3339(std::string_view text)
{
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        throw Malformed{"time: not of the form 2026-11-18T08:47:12Z"};
    const auto date = date_from_iso(text.substr(0, 10));
    const int hour = number_at(text, 11, 2);
    const int minute = number_at(text, 14, 2);
    const int second = number_at(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) throw Malformed{"time: out of range"};
    return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

std::string to_iso(Date date)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return buffer;
}

std::string to_shown(Date date)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%02u.%02u.%04d", static_cast<unsigned>(date.day()),
                  static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
    return buffer;
}

Date date_from_iso(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') throw Malformed{"date: not of the form 2033-02-28"};
    const Date date{std::chrono::year{number_at(text, 0, 4)},
                    std::chrono::month{static_cast<unsigned>(number_at(text, 5, 2))},
                    std::chrono::day{static_cast<unsigned>(number_at(text, 8, 2))}};
    const bool dated = date.ok() && date.year() > std::chrono::year{0}; // the calendar in use has no year 0
    if (!dated) throw Malformed{"date: no such day"};
    return date;
}

Bytes random_bytes(std::size_t count)
{
    if (sodium_init() < 0) throw std::runtime_error{"sodium_init"};
    Bytes bytes(count);
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

Bytes bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}
} // namespace portal::contract
