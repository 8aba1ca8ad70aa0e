#pragma once

#include <algorithm>
#include <array>
#include <string_view>

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
