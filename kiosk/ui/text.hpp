#pragma once

#include <chrono>
#include <optional>

#include <wx/string.h>

#include "kiosk/core/appearance.hpp"
#include "portal/contract/types.hpp"

/// Words, numbers and dates as the clerk reads them, in the language of the window.
namespace kiosk::ui {
/// The translation of `english`, a UTF-8 literal. Marks it for xgettext.
wxString tr(const char* english);
/// The same for a number: `tr("%u record", "%u records", n)`, already filled in.
wxString tr(const char* one, const char* many, unsigned count);

wxString utf8(const std::string& text);

/// In small letters, Cyrillic ones too: `wxString::Lower` knows only those of the program's C locale.
wxString lowered(const wxString& text);

/// For `SetLabelMarkup` and the lists: `&` and `<` made harmless.
wxString escaped(const wxString& text);
/// `text` escaped, in bold.
wxString bold(const wxString& text);

wxString date_text(portal::contract::Date date);           ///< `28.02.2033`
wxString date_text(portal::contract::Instant when);        ///< the day in Europe/Sofia
wxString minute_text(portal::contract::Instant when);      ///< `10:47`, Europe/Sofia
wxString second_text(portal::contract::Instant when);      ///< `10:47:12`, Europe/Sofia
wxString seconds_text(std::chrono::milliseconds duration); ///< `0,4 сек.`

/// From now on every `tr` answers in `language`. Catalogs stand in `share/locale` beside the folder of the program.
void speak(Language language);
Language spoken();
} // namespace kiosk::ui
