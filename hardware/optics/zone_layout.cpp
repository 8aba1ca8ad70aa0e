#include "hardware/optics/zone_layout.hpp"

#include <algorithm>

#include "hardware/document/mrz.hpp"
#include "hardware/optics/ocr_b.hpp"

namespace hardware::optics {
namespace {
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDigitsOrFiller = "0123456789<";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLettersOrFiller = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
constexpr std::string_view kSex = "MF<";
constexpr std::string_view kCardCodes = "IAC";
constexpr std::string_view kSecondFormatCodes = "IACPV";
constexpr std::string_view kPassportCodes = "P";

const Layout& td1()
{
    static const Layout kLayout{{{{0, 1}, kCardCodes},
                                 {{1, 5}, kLettersOrFiller},
                                 {{2, 3}, kLetters},
                                 {{5, 30}, kZoneLetters},
                                 {{14, 15}, kDigitsOrFiller},
                                 {{30, 36}, kDigitsOrFiller},
                                 {{36, 37}, kDigits},
                                 {{37, 38}, kSex},
                                 {{38, 45}, kDigitsOrFiller},
                                 {{45, 48}, kLettersOrFiller},
                                 {{45, 46}, kLetters},
                                 {{48, 59}, kZoneLetters},
                                 {{59, 60}, kDigits},
                                 {{60, 90}, kLettersOrFiller}},
                                {{{{5, 14}}, 14, true},
                                 {{{30, 36}}, 36, false},
                                 {{{38, 44}}, 44, true},
                                 {{{5, 30}, {30, 37}, {38, 45}, {48, 59}}, 59, false}},
                                30,
                                60};
    return kLayout;
}

const Layout& td2()
{
    static const Layout kLayout{{{{0, 1}, kSecondFormatCodes},
                                 {{1, 36}, kLettersOrFiller},
                                 {{2, 3}, kLetters},
                                 {{36, 45}, kZoneLetters},
                                 {{45, 46}, kDigitsOrFiller},
                                 {{46, 49}, kLettersOrFiller},
                                 {{46, 47}, kLetters},
                                 {{49, 55}, kDigitsOrFiller},
                                 {{55, 56}, kDigits},
                                 {{56, 57}, kSex},
                                 {{57, 64}, kDigitsOrFiller},
                                 {{64, 71}, kZoneLetters},
                                 {{71, 72}, kDigits}},
                                {{{{36, 45}}, 45, true},
                                 {{{49, 55}}, 55, false},
                                 {{{57, 63}}, 63, true},
                                 {{{36, 46}, {49, 56}, {57, 71}}, 71, false}},
                                49,
                                5};
    return kLayout;
}

const Layout& td3()
{
    static const Layout kLayout{{{{0, 1}, kPassportCodes},
                                 {{1, 44}, kLettersOrFiller},
                                 {{2, 3}, kLetters},
                                 {{44, 53}, kZoneLetters},
                                 {{53, 54}, kDigits},
                                 {{54, 57}, kLettersOrFiller},
                                 {{54, 55}, kLetters},
                                 {{57, 63}, kDigitsOrFiller},
                                 {{63, 64}, kDigits},
                                 {{64, 65}, kSex},
                                 {{65, 72}, kDigitsOrFiller},
                                 {{72, 86}, kZoneLetters},
                                 {{86, 87}, kDigitsOrFiller},
                                 {{87, 88}, kDigits}},
                                {{{{44, 53}}, 53, false},
                                 {{{57, 63}}, 63, false},
                                 {{{65, 71}}, 71, true},
                                 {{{72, 86}}, 86, true},
                                 {{{44, 54}, {57, 64}, {65, 87}}, 87, false}},
                                57,
                                5};
    return kLayout;
}

bool agrees(const std::string& zone, const CheckDigit& check)
{
    const char digit = zone[static_cast<std::size_t>(check.at)];
    if (digit == '<') return check.may_be_filler;
    std::string field;
    for (const auto& [from, to] : check.over)
        field.append(zone, static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    return digit == document::check_digit(field);
}
} // namespace

const Layout& layout_of(int columns)
{
    return columns == 30 ? td1() : columns == 36 ? td2() : td3();
}

bool has_own_check_digit(const Layout& layout, int cell)
{
    return std::ranges::any_of(layout.check_digits, [&](const CheckDigit& check) {
        if (check.over.size() > 1) return false; // over several fields
        const auto& field = check.over.front();
        return (cell >= field.from && cell < field.to) || cell == check.at;
    });
}

bool is_possible(const std::string& zone, const Layout& layout)
{
    const std::string_view name = std::string_view{zone}.substr(layout.name);
    return document::is_birth_field(std::string_view{zone}.substr(layout.birth, 6)) &&
           name[name.starts_with("<<") ? 2 : 0] != '<' &&
           std::all_of(layout.check_digits.begin(), layout.check_digits.end(),
                       [&](const CheckDigit& check) { return agrees(zone, check); });
}
} // namespace hardware::optics
