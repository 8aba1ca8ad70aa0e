#include "portal/contract/identifiers.hpp"

#include <algorithm>
#include <array>

namespace portal::contract {
namespace {
using namespace std::string_view_literals;

constexpr std::size_t kNumberLength = 10;
constexpr std::array kEgnWeights{2, 4, 8, 5, 10, 9, 7, 3, 6};
constexpr std::array kLnchWeights{21, 19, 17, 13, 11, 9, 7, 3, 1};

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool starts_code_point(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

std::size_t code_points(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

/// Blanks (the no-break one too) and hyphens, as people group numbers.
std::string without_separators(std::string_view text)
{
    constexpr auto kNoBreakSpace = "\u00a0"sv;
    std::string rest;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with(kNoBreakSpace))
            ++i;
        else if (" \t\r\n-"sv.find(text[i]) == std::string_view::npos)
            rest += text[i];
    }
    return rest;
}

int weighted_sum(std::string_view digits, const std::array<int, 9>& weights)
{
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (digits[i] - '0') * weights[i];
    return sum;
}

bool checksum_holds(PersonalNumberKind kind, std::string_view digits)
{
    const int expected = kind == PersonalNumberKind::egn ? weighted_sum(digits, kEgnWeights) % 11 % 10
                                                         : weighted_sum(digits, kLnchWeights) % 10;
    return digits[9] - '0' == expected;
}

/// Month 21-32: nineteenth century, 1-12: twentieth, 41-52: twenty-first. May be no day of the calendar.
Date egn_date(std::string_view digits)
{
    const auto pair = [&](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
    int year = 1900 + pair(0);
    int month = pair(2);
    if (month > 40) {
        year += 100;
        month -= 40;
    } else if (month > 20) {
        year -= 100;
        month -= 20;
    }
    return {std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
            std::chrono::day{static_cast<unsigned>(pair(4))}};
}
} // namespace

std::variant<PersonalNumber, NumberFault> parse_personal_number(PersonalNumberKind kind, std::string_view text)
{
    const std::string digits = without_separators(text);
    const bool only_digits = std::all_of(digits.begin(), digits.end(), is_digit);
    // Ten characters that are not ten digits: a blank or a letter was typed for a digit.
    if (code_points(text) == kNumberLength && digits.size() != kNumberLength) return NumberFault::characters;
    if (code_points(digits) != kNumberLength) return NumberFault::length;
    if (!only_digits) return NumberFault::characters;
    if (kind == PersonalNumberKind::egn && !egn_date(digits).ok()) return NumberFault::date;
    if (!checksum_holds(kind, digits)) return NumberFault::checksum;
    return PersonalNumber{kind, digits};
}

std::optional<Date> birth_date_of(const PersonalNumber& number)
{
    if (number.kind != PersonalNumberKind::egn) return std::nullopt;
    return egn_date(number.digits);
}

std::optional<Sex> sex_of(const PersonalNumber& number)
{
    if (number.kind != PersonalNumberKind::egn) return std::nullopt;
    return (number.digits[8] - '0') % 2 == 0 ? Sex::male : Sex::female;
}

std::string masked(const PersonalNumber& number)
{
    return number.digits.substr(0, 6) + "****";
}

std::string masked_email(std::string_view address)
{
    const auto at = address.rfind('@');
    if (at == std::string_view::npos) return "*";
    const auto local = address.substr(0, at);
    const auto domain = address.substr(at);
    if (code_points(local) < 2) return "*" + std::string{domain};
    std::size_t second = 1;
    while (!starts_code_point(local[second]))
        ++second;
    std::size_t last = local.size() - 1;
    while (!starts_code_point(local[last]))
        --last;
    std::string masked{local.substr(0, second)};
    masked += "***";
    if (code_points(local) > 2) masked += local.substr(last);
    return masked.append(domain);
}

namespace {
std::variant<std::string, UsernameFault> shaped_username(std::string_view text)
{
    constexpr auto kBlanks = " \t\r\n"sv;
    const auto from = text.find_first_not_of(kBlanks);
    if (from == std::string_view::npos) return UsernameFault::length;
    text = text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
    std::string username;
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (!(lower >= 'a' && lower <= 'z') && !is_digit(lower) && "._-"sv.find(lower) == std::string_view::npos)
            return UsernameFault::characters;
        username += lower;
    }
    if (username.size() < 3 || username.size() > 32) return UsernameFault::length;
    return username;
}
} // namespace

std::variant<std::string, UsernameFault> parse_username(std::string_view text)
{
    auto shaped = shaped_username(text);
    const auto* const username = std::get_if<std::string>(&shaped);
    if (!username) return shaped;
    const bool letter = std::any_of(username->begin(), username->end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!letter) return UsernameFault::no_letter;
    return shaped;
}

std::string known_username(std::string_view text)
{
    const auto shaped = shaped_username(text);
    const auto* const username = std::get_if<std::string>(&shaped);
    return username ? *username : std::string{};
}
} // namespace portal::contract
