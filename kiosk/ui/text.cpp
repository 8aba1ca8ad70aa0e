#include "kiosk/ui/text.hpp"

#include <string>

#include <unicode/unistr.h>
#include <wx/filename.h>
#include <wx/stdpaths.h>
#include <wx/translation.h>

#include "portal/contract/sofia_time.hpp"

namespace kiosk::ui {
namespace {
/// The clock on the wall of the counter at a moment.
struct WallClock {
    std::chrono::year_month_day day{};
    std::chrono::hh_mm_ss<std::chrono::seconds> time;
};

WallClock wall_clock(portal::contract::Instant when)
{
    const auto local = portal::contract::sofia_clock(when);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss{local - day}};
}

Language current = Language::english;
} // namespace

wxString tr(const char* english)
{
    return wxGetTranslation(wxString::FromUTF8(english));
}

wxString tr(const char* one, const char* many, unsigned count)
{
    return wxString::Format(wxGetTranslation(wxString::FromUTF8(one), wxString::FromUTF8(many), count), count);
}

wxString utf8(const std::string& text)
{
    return wxString::FromUTF8(text);
}

wxString lowered(const wxString& text)
{
    std::string small;
    icu::UnicodeString::fromUTF8(text.utf8_string()).toLower().toUTF8String(small);
    return utf8(small);
}

wxString escaped(const wxString& text)
{
    wxString safe = text;
    safe.Replace("&", "&amp;");
    safe.Replace("<", "&lt;");
    safe.Replace(">", "&gt;");
    return safe;
}

wxString bold(const wxString& text)
{
    return "<b>" + escaped(text) + "</b>";
}

wxString date_text(portal::contract::Date date)
{
    return wxString::FromUTF8(portal::contract::to_shown(date));
}

wxString date_text(portal::contract::Instant when)
{
    return date_text(wall_clock(when).day);
}

wxString minute_text(portal::contract::Instant when)
{
    const auto time = wall_clock(when).time;
    return wxString::Format("%02d:%02d", static_cast<int>(time.hours().count()),
                            static_cast<int>(time.minutes().count()));
}

wxString second_text(portal::contract::Instant when)
{
    return minute_text(when) + wxString::Format(":%02d", static_cast<int>(wall_clock(when).time.seconds().count()));
}

wxString seconds_text(std::chrono::milliseconds duration)
{
    const auto tenths = (duration.count() + 50) / 100;
    // TRANSLATORS: whole seconds and tenths, with the decimal sign of the language.
    return wxString::Format(tr("%lld.%lld s"), static_cast<long long>(tenths / 10),
                            static_cast<long long>(tenths % 10));
}

void speak(Language language)
{
    const wxFileName program{wxStandardPaths::Get().GetExecutablePath()};
    wxFileTranslationsLoader::AddCatalogLookupPathPrefix(program.GetPath() + "/../share/locale");
    auto* const translations = new wxTranslations;
    translations->SetLanguage(language == Language::bulgarian ? wxLANGUAGE_BULGARIAN : wxLANGUAGE_ENGLISH);
    translations->AddCatalog("gishe-kiosk", wxLANGUAGE_ENGLISH);
    wxTranslations::Set(translations);
    current = language;
}

Language spoken()
{
    return current;
}
} // namespace kiosk::ui
