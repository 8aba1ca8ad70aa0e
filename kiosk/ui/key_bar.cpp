#include "kiosk/ui/key_bar.hpp"

#include <memory>

#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/graphics.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
KeyBar::KeyBar(wxWindow* parent, const Theme& theme)
    : Flow{parent, theme.paper, theme.around_line(64), 8, 24}, theme_{theme}
{
    native::set_accessible_name(*this, tr("Keys"));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint_ring(); });
}

/// GTK marks the focus only after the first Tab; here it is seen from the start.
void KeyBar::paint_ring()
{
    wxPaintDC dc{this};
    const auto* const focused = FindFocus();
    for (const auto& shown : shown_) {
        if (shown.button != focused) continue;
        const std::unique_ptr<wxGraphicsContext> context{wxGraphicsContext::Create(dc)};
        context->SetPen(*wxTRANSPARENT_PEN);
        context->SetBrush(wxBrush{theme_.focus});
        const auto ring = shown.button->GetRect().Inflate(3);
        context->DrawRoundedRectangle(ring.x, ring.y, ring.width, ring.height, 6);
    }
}

wxString key_markup(const Theme& theme, const Key& key)
{
    if (key.main && key.enabled) return bold(key.cap) + "  " + bold(key.words);
    const auto colour = (key.enabled ? (theme.high_contrast() ? theme.focus : theme.accent) : theme.disabled_ink)
                            .GetAsString(wxC2S_HTML_SYNTAX);
    return wxString::Format("<span foreground=\"%s\" weight=\"bold\">%s</span>  %s", colour, escaped(key.cap),
                            escaped(key.words));
}

wxButton* KeyBar::make(const Key& key)
{
    auto* const button = new wxButton{this, wxID_ANY};
    button->SetFont(theme_.font(Type::text));
    if (key.main)
        native::add_style_class(*button, "gishe-main");
    else
        button->DisableFocusFromKeyboard(); // each has a key of its own, and no Tab and Space of a code shall press it
    for (const auto& kind : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
        button->Bind(kind, [this](wxFocusEvent& event) {
            Refresh();
            event.Skip();
        });
    dress(*button, key);
    return button;
}

void KeyBar::dress(wxButton& button, const Key& key) const
{
    button.Enable(key.enabled);
    button.SetLabelMarkup(key_markup(theme_, key));
    button.SetMinSize(wxDefaultSize); // the best size is never below it
    native::let_shrink(button);
    button.InvalidateBestSize();
    button.SetMinSize({button.GetBestSize().x, theme_.around_line(40)});
    native::set_accessible_name(button, key.cap + " " + key.words);
}

void KeyBar::show(std::vector<Key> keys)
{
    const auto same_keys = [&] {
        if (keys.size() != shown_.size()) return false;
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (keys[i].cap != shown_[i].key.cap || keys[i].main != shown_[i].key.main) return false;
        return true;
    };
    if (!same_keys()) {
        forget_children();
        DestroyChildren();
        shown_.clear();
        for (auto& key : keys) {
            auto* const button = make(key);
            button->Bind(wxEVT_BUTTON, [press = key.press](wxCommandEvent&) { press(); });
            key.right ? add_right(button) : add_left(button);
            shown_.push_back({key, button});
        }
    } else {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            auto& shown = shown_[i];
            if (shown.key.words != keys[i].words || shown.key.enabled != keys[i].enabled) dress(*shown.button, keys[i]);
            shown.key = keys[i];
        }
    }
    main_ = nullptr;
    for (const auto& shown : shown_)
        if (shown.key.main && shown.key.enabled) main_ = shown.button;
    arrange();
}
} // namespace kiosk::ui
