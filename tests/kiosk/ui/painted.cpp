#include "tests/kiosk/ui/painted.hpp"

#include <algorithm>

#include <gtk/gtk.h>
#include <wx/button.h>
#include <wx/scrolwin.h>
#include <wx/stattext.h>
#include <wx/toplevel.h>

#include "kiosk/ui/page.hpp"

namespace gallery {
namespace {
constexpr int kListSeen = 100; // of a list, which may be longer than the page

GtkWidget* widget_of(const wxWindow& window)
{
    return static_cast<GtkWidget*>(window.GetHandle());
}

std::string told(const wxWindow& control, const wxString& words, const char* what, wxSize needed)
{
    return wxString::Format("\"%s\" %s: needs %d x %d, has %d x %d", words, what, needed.x, needed.y,
                            control.GetSize().x, control.GetSize().y)
        .utf8_string();
}

/// Empty where the whole text is painted.
std::string cut_text(wxStaticText& text)
{
    auto* const label = GTK_LABEL(widget_of(text));
    wxSize needed;
    pango_layout_get_pixel_size(gtk_label_get_layout(label), &needed.x, &needed.y);
    const wxSize has{gtk_widget_get_allocated_width(widget_of(text)), gtk_widget_get_allocated_height(widget_of(text))};
    if (needed.x <= has.x && needed.y <= has.y) return {};
    return told(text, wxString::FromUTF8(gtk_label_get_text(label)), "is cut", needed);
}

/// The text of the page's question; null where it asks none.
wxWindow* question_of(wxWindow& window)
{
    for (auto* child : window.GetChildren()) {
        auto* const page = dynamic_cast<kiosk::ui::Page*>(child);
        if (!page || !page->IsShown() || page->question().empty()) continue;
        for (auto* text : page->GetChildren())
            if (text->IsShown() && text->GetLabel() == page->question()) return text;
    }
    return nullptr;
}

std::string cut_button(wxButton& button)
{
    wxSize needed;
    gtk_widget_get_preferred_width(widget_of(button), &needed.x, nullptr);
    gtk_widget_get_preferred_height(widget_of(button), &needed.y, nullptr);
    if (needed.x <= button.GetSize().x && needed.y <= button.GetSize().y) return {};
    return told(button, button.GetLabelText(), "is cut", needed);
}

/// Where a child sticks out of its parent, all that sticks out is not seen.
bool sticks_out(const wxWindow& window)
{
    const auto* const parent = window.GetParent();
    if (!parent || window.IsTopLevel() || dynamic_cast<const wxScrolledWindow*>(parent)) return false;
    return !wxRect{parent->GetClientSize()}.Contains(window.GetRect());
}

void gather(wxWindow& window, bool may_scroll, std::vector<std::string>& lines)
{
    if (!window.IsShown()) return;
    const auto add = [&](std::string line) {
        if (!line.empty()) lines.push_back(std::move(line));
    };
    if (auto* const text = dynamic_cast<wxStaticText*>(&window)) {
        if (text->GetLabel().empty()) return;
        add(cut_text(*text));
        if (sticks_out(*text)) add(told(*text, text->GetLabelText(), "sticks out", text->GetSize()));
    } else if (auto* const button = dynamic_cast<wxButton*>(&window)) {
        add(cut_button(*button));
        if (sticks_out(*button)) add(told(*button, button->GetLabelText(), "sticks out", button->GetSize()));
    } else if (auto* const body = dynamic_cast<wxScrolledWindow*>(&window)) {
        const wxSize page = body->GetVirtualSize();
        if (!may_scroll && page.y > body->GetClientSize().y) add(told(*body, "page", "scrolls", page));
    }
    for (auto* child : window.GetChildren())
        if (!child->IsTopLevel()) gather(*child, may_scroll, lines);
}
} // namespace

std::vector<std::string> out_of_sight(wxWindow& window)
{
    std::vector<std::string> lines;
    for (auto* child : window.GetChildren()) {
        auto* const body = dynamic_cast<wxScrolledWindow*>(child);
        if (!body) continue;
        const auto look = [&](wxWindow& seen, const wxString& what, int height_px) {
            const int top = body->ScreenToClient(seen.GetScreenPosition()).y;
            const int room = body->GetClientSize().y;
            if (top >= 0 && top + height_px <= room) return;
            lines.push_back(
                wxString::Format("%s stands at %d and is %d high, the page shows %d", what, top, height_px, room)
                    .utf8_string());
        };
        if (auto* const question = question_of(*body)) look(*question, "the question", question->GetSize().y);
        auto* const focused = wxWindow::FindFocus();
        if (focused && body->IsDescendant(focused) && !dynamic_cast<kiosk::ui::Page*>(focused))
            look(*focused, "the focus", std::min(focused->GetSize().y, kListSeen));
    }
    return lines;
}

std::vector<std::string> cut_off(wxWindow& window, bool may_scroll)
{
    std::vector<std::string> lines;
    gather(window, may_scroll, lines);
    return lines;
}
} // namespace gallery
