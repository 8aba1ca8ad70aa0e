#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "kiosk/core/screen.hpp"
#include "kiosk/ui/text.hpp"

/// Tables from codes to sentences: written in English, translated where they are shown.
namespace kiosk::ui {
/// What is said for a code: a title, and what to do now, where there is something to do.
struct Words {
    std::string_view code;
    const char* title = "";
    const char* advice = "";
};

/// Null: the table has no words for the code.
template <std::size_t Count>
const Words* find(const std::array<Words, Count>& table, std::string_view code)
{
    const auto* const found = std::find_if(table.begin(), table.end(), [&](const Words& w) { return w.code == code; });
    return found == table.end() ? nullptr : found;
}

/// Words for a check and its reason, by `check/reason`. What the reason says it is about may be missing from the table:
/// `missing_dg14` is found as `missing_dg`, `wrong_check_digit_birth_date` as `wrong_check_digit`.
template <std::size_t Count>
const Words* find_for(const std::array<Words, Count>& table, const CheckLine& check)
{
    for (std::string_view reason = check.reason; !reason.empty();) {
        if (const auto* const words = find(table, check.code + "/" + std::string{reason})) return words;
        const auto last = reason.find_last_not_of("0123456789");
        const bool numbered = last != std::string_view::npos && last + 1 < reason.size();
        const auto underscore = reason.rfind('_');
        reason = reason.substr(0, numbered ? last + 1 : underscore == std::string_view::npos ? 0 : underscore);
    }
    return nullptr;
}

/// An empty text is not sent through gettext, which would answer with the header of the catalog.
inline wxString translated(const char* english)
{
    return *english ? tr(english) : wxString{};
}

/// Marks a text for xgettext.
constexpr const char* msg(const char* text)
{
    return text;
}
} // namespace kiosk::ui
