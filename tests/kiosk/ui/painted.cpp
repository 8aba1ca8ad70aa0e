#include "tests/kiosk/ui/painted.hpp"

#include <algorithm>

#include <gtk/gtk.h>
#include <wx/button.h>
#include <wx/dataview.h>
#include <wx/scrolwin.h>
#include <wx/stattext.h>
#include <wx/toplevel.h>

#include "kiosk/ui/page.hpp"
#include "kiosk/ui/portrait_view.hpp"

namespace gallery {
namespace {
constexpr int kListSeen = 100;  // of a list, which may be longer than the page
constexpr int kLeastFace = 180; // high

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

/// What the cells of one row need in a column; those that may end in dots ask for little.
int needed_width(GtkTreeViewColumn* column, GtkWidget* view)
{
    int needed = 0;
    GList* const renderers = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(column));
    for (const GList* each = renderers; each; each = each->next) {
        int width = 0;
        gtk_cell_renderer_get_preferred_width(GTK_CELL_RENDERER(each->data), view, &width, nullptr);
        needed += width;
    }
    g_list_free(renderers);
    return needed;
}

/// A line for each cell wider than its column.
std::vector<std::string> cut_cells(wxDataViewListCtrl& list)
{
    std::vector<std::string> lines;
    auto* const view = gtk_bin_get_child(GTK_BIN(widget_of(list)));
    if (!GTK_IS_TREE_VIEW(view)) return lines;
    auto* const model = gtk_tree_view_get_model(GTK_TREE_VIEW(view));
    for (int at = 0; auto* const column = gtk_tree_view_get_column(GTK_TREE_VIEW(view), at); ++at) {
        const int has = gtk_tree_view_column_get_width(column);
        GtkTreeIter row;
        for (bool more = gtk_tree_model_get_iter_first(model, &row); more;
             more = gtk_tree_model_iter_next(model, &row)) {
            gtk_tree_view_column_cell_set_cell_data(column, model, &row, FALSE, FALSE);
            if (const int needed = needed_width(column, view); needed > has)
                lines.push_back(
                    wxString::Format("a cell of column %d is cut: needs %d, has %d", at, needed, has).utf8_string());
        }
    }
    return lines;
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
    } else if (auto* const list = dynamic_cast<wxDataViewListCtrl*>(&window)) {
        for (auto& line : cut_cells(*list))
            add(std::move(line));
    } else if (auto* const body = dynamic_cast<wxScrolledWindow*>(&window)) {
        const wxSize page = body->GetVirtualSize();
        if (!may_scroll && page.y > body->GetClientSize().y) add(told(*body, "page", "scrolls", page));
    }
    for (auto* child : window.GetChildren())
        if (!child->IsTopLevel()) gather(*child, may_scroll, lines);
}

/// Whether a portrait stands whole within `seen`, of the screen, and within all that scrolls.
bool shows_face(wxWindow& window, wxRect seen)
{
    if (!window.IsShown()) return false;
    if (dynamic_cast<wxScrolledWindow*>(&window)) seen.Intersect({window.GetScreenPosition(), window.GetClientSize()});
    if (dynamic_cast<kiosk::ui::PortraitView*>(&window) && window.GetSize().y >= kLeastFace &&
        seen.Contains({window.GetScreenPosition(), window.GetSize()}))
        return true;
    return std::ranges::any_of(window.GetChildren(),
                               [&](auto* child) { return !child->IsTopLevel() && shows_face(*child, seen); });
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

std::vector<std::string> face_out_of_sight(wxWindow& window)
{
    if (shows_face(window, wxRect{window.GetScreenPosition(), window.GetClientSize()})) return {};
    return {wxString::Format("no portrait of at least %d stands in sight", kLeastFace).utf8_string()};
}

std::vector<std::string> cut_off(wxWindow& window, bool may_scroll)
{
    std::vector<std::string> lines;
    gather(window, may_scroll, lines);
    return lines;
}
} // namespace gallery
