#include "portal/domain/types.hpp"

#include <algorithm>
#include <array>

namespace portal::domain {
namespace {
std::string_view trim(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto from = text.find_first_not_of(kBlanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool local_part_allowed(std::string_view local)
{
    constexpr std::string_view kMarks = ".!#$%&'*+/=?^_`{|}~-";
    if (local.empty() || local.size() > 64) return false;
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
    return std::all_of(local.begin(), local.end(),
                       [&](char c) { return is_digit(c) || is_letter(c) || kMarks.find(c) != std::string_view::npos; });
}

bool label_allowed(std::string_view label)
{
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    return std::all_of(label.begin(), label.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '-'; });
}

/// Bytes of what may stand between the digits of a telephone number and tells nothing; 0: something else stands there.
/// `(0)` after a country code is not dialled with it. Source: ITU-T E.123 §7.4.
std::size_t length_of_mark(std::string_view text, std::string_view digits_before)
{
    constexpr std::string_view kTrunk = "(0)";
    if (!digits_before.empty() && text.starts_with(kTrunk)) return kTrunk.size();
    constexpr std::array<std::string_view, 13> kMarks{" ",      "(",      ")",      ".",      "-",      "/",     "\t",
                                                      "\u00a0", "\u2010", "\u2011", "\u2012", "\u2013", "\u202f"};
    for (const auto mark : kMarks)
        if (text.starts_with(mark)) return mark.size();
    return 0;
}

/// Of letters, or an internationalized one: no address of a machine ends so. Source: RFC 1123 §2.1, RFC 5890 §2.3.2.1.
bool top_level_allowed(std::string_view label)
{
    return label.starts_with("xn--") || std::all_of(label.begin(), label.end(), is_letter);
}

bool host_allowed(std::string_view host)
{
    const auto last_dot = host.rfind('.');
    if (last_dot == std::string_view::npos || !top_level_allowed(host.substr(last_dot + 1))) return false;
    while (true) {
        const auto dot = host.find('.');
        if (!label_allowed(host.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        host.remove_prefix(dot + 1);
    }
}
} // namespace

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<std::string> parse_email(std::string_view text)
{
    const auto address = trim(text);
    const auto at = address.rfind('@');
    if (address.size() > 254 || at == std::string_view::npos) return std::nullopt;
    const auto local = address.substr(0, at);
    std::string host{address.substr(at + 1)};
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    if (!local_part_allowed(local) || !host_allowed(host)) return std::nullopt;
    return std::string{local} + "@" + host;
}

std::optional<std::string> parse_phone(std::string_view text)
{
    std::string digits;
    bool international = false;
    for (text = trim(text); !text.empty();) {
        const char c = text.front();
        if (const auto length = length_of_mark(text, digits)) {
            text.remove_prefix(length);
            continue;
        }
        if (is_digit(c))
            digits += c;
        else if (c == '+' && digits.empty() && !international)
            international = true;
        else
            return std::nullopt;
        text.remove_prefix(1);
    }
    constexpr std::size_t kBulgarian = 11; ///< digits from 359 on; mobile numbers have one more
    if (!international && digits.starts_with("00")) {
        international = true;
        digits.erase(0, 2);
    } else if (!international && digits.starts_with('0')) {
        international = true;
        digits.replace(0, 1, "359");
    } else if (!international && digits.starts_with("359")) {
        international = digits.size() == kBulgarian || digits.size() == kBulgarian + 1;
    }
    while (digits.starts_with("3590"))
        digits.erase(3, 1); // as people write +359 (0)88; each number is one text, however many noughts stand there
    if (!international || digits.starts_with('0') || digits.size() < 8 || digits.size() > 15) return std::nullopt;
    return "+" + digits;
}
} // namespace portal::domain
