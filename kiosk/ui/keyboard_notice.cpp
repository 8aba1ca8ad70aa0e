#include "kiosk/ui/keyboard_notice.hpp"

#include <wx/sizer.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
namespace {
constexpr int kWatchEveryMs = 250;
}

KeyboardNotice::KeyboardNotice(wxWindow* parent, const Theme& theme) : wxPanel{parent}, watch_{this}
{
    SetBackgroundColour(parent->GetBackgroundColour());
    const auto ink = theme.tone_ink(Tone::caution);
    text_ = new Text{this, theme, Type::text, ink, Text::Wrap::yes};
    auto* const line = new wxBoxSizer{wxHORIZONTAL};
    line->Add(new wxStaticBitmap{this, wxID_ANY, shape(Shape::triangle, ink, theme.grown(17))}, 0,
              wxALIGN_CENTRE_VERTICAL | wxRIGHT, 6);
    line->Add(text_, 1, wxALIGN_CENTRE_VERTICAL);
    SetSizer(line);
    Hide();
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { watch(); });
    watch_.Start(kWatchEveryMs);
}

void KeyboardNotice::watch()
{
    const bool caps = native::caps_lock_is_on();
    const bool cyrillic = native::keyboard_is_cyrillic(*GetParent());
    const bool tells = caps || cyrillic;
    if (tells) {
        wxString words = caps ? bold(tr("Caps Lock is on.")) + " " : wxString{};
        words += escaped(wxString::Format(tr("Keyboard: %s"), cyrillic ? tr("BG") : tr("EN")));
        if (caps && !IsShown()) native::announce(*this, tr("Caps Lock is on."));
        text_->say_markup(words);
    }
    if (IsShown() == tells) return;
    Show(tells);
    settle(*GetParent());
}
} // namespace kiosk::ui
