#include "kiosk/ui/native.hpp"

#include <memory>
#include <utility>

#include <gtk/gtk.h>

#include <wx/checkbox.h>
#include <wx/fontutil.h>
#include <wx/stattext.h>
#include <wx/window.h>

namespace kiosk::ui::native {
namespace {
GtkWidget* widget_of(wxWindow& window)
{
    return static_cast<GtkWidget*>(window.GetHandle());
}

/// wxWidgets wraps lists and long texts in a scrolled window; the control that is read and styled stands inside.
GtkWidget* inner_widget_of(wxWindow& window)
{
    GtkWidget* widget = widget_of(window);
    if (!GTK_IS_SCROLLED_WINDOW(widget)) return widget;
    GtkWidget* const child = gtk_bin_get_child(GTK_BIN(widget));
    return child ? child : widget;
}

/// Measured with the font that was asked for: the label itself answers from a style that may not be applied yet.
wxSize extent_of(wxStaticText& text, int width_px)
{
    GtkWidget* const label = widget_of(text);
    PangoLayout* const layout = gtk_widget_create_pango_layout(label, nullptr);
    pango_layout_set_font_description(layout, text.GetFont().GetNativeFontInfo()->description);
    pango_layout_set_markup(layout, gtk_label_get_label(GTK_LABEL(label)), -1);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (width_px > 0) pango_layout_set_width(layout, width_px * PANGO_SCALE);
    wxSize size;
    pango_layout_get_pixel_size(layout, &size.x, &size.y);
    g_object_unref(layout);
    return size + wxSize{1, 0};
}

struct Waiting {
    gulong connection{};
    std::function<void()> then;
};

void painted(GdkFrameClock* clock, gpointer data)
{
    const std::unique_ptr<Waiting> waiting{static_cast<Waiting*>(data)};
    g_signal_handler_disconnect(clock, waiting->connection);
    waiting->then();
}

constexpr int kBetweenRows = 3;   // what GTK adds to the height of a cell
constexpr guint kKeycodeOfA = 38; // evdev, on every keyboard
constexpr int kGroupShift = 13;   // where X keeps the layout in a modifier mask
} // namespace

void set_accessible_name(wxWindow& window, const wxString& name)
{
    const auto text = name.utf8_string();
    for (GtkWidget* widget : {widget_of(window), inner_widget_of(window)}) {
        AtkObject* const accessible = gtk_widget_get_accessible(widget);
        const char* const present = atk_object_get_name(accessible);
        if (!present || text != present) atk_object_set_name(accessible, text.c_str());
    }
}

void set_accessible_description(wxWindow& window, const wxString& description)
{
    atk_object_set_description(gtk_widget_get_accessible(widget_of(window)), description.utf8_str());
}

void announce(wxWindow& window, const wxString& text)
{
    AtkObject* const accessible = gtk_widget_get_accessible(widget_of(window));
    if (g_signal_lookup("announcement", ATK_TYPE_OBJECT) == 0) return;
    g_signal_emit_by_name(accessible, "announcement", text.utf8_str().data());
}

void add_style_class(wxWindow& window, const char* name)
{
    gtk_style_context_add_class(gtk_widget_get_style_context(inner_widget_of(window)), name);
}

void install_style_sheet(const std::string& css)
{
    static GtkCssProvider* const kProvider = [] {
        auto* made = gtk_css_provider_new();
        gtk_style_context_add_provider_for_screen(gdk_screen_get_default(), GTK_STYLE_PROVIDER(made),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
        return made;
    }();
    gtk_css_provider_load_from_data(kProvider, css.data(), static_cast<gssize>(css.size()), nullptr);
}

int height_for_width(wxStaticText& text, int width_px)
{
    return extent_of(text, width_px).y;
}

int height_for_width(wxCheckBox& box, int width_px)
{
    int height = 0;
    gtk_widget_get_preferred_height_for_width(widget_of(box), width_px, nullptr, &height);
    return height;
}

void wrap_words(wxCheckBox& box)
{
    auto* const label = GTK_LABEL(gtk_bin_get_child(GTK_BIN(widget_of(box))));
    gtk_label_set_line_wrap(label, TRUE);
    gtk_label_set_line_wrap_mode(label, PANGO_WRAP_WORD_CHAR);
    gtk_label_set_xalign(label, 0);
}

int width_of_one_line(wxStaticText& text)
{
    gtk_label_set_line_wrap(GTK_LABEL(widget_of(text)), FALSE);
    return extent_of(text, -1).x;
}

void break_anywhere(wxStaticText& text)
{
    gtk_label_set_line_wrap_mode(GTK_LABEL(widget_of(text)), PANGO_WRAP_WORD_CHAR);
}

void shape_cells(wxWindow& list, int padding_px, int height_px)
{
    GList* const columns = gtk_tree_view_get_columns(GTK_TREE_VIEW(inner_widget_of(list)));
    for (GList* column = columns; column; column = column->next) {
        GList* const cells = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(column->data));
        const int share = padding_px / static_cast<int>(g_list_length(cells));
        for (GList* cell = cells; cell; cell = cell->next) {
            g_object_set(cell->data, "xpad", share, nullptr);
            gtk_cell_renderer_set_fixed_size(GTK_CELL_RENDERER(cell->data), -1, height_px - kBetweenRows);
        }
        g_list_free(cells);
    }
    g_list_free(columns);
}

int header_height(wxWindow& list)
{
    GtkTreeViewColumn* const first = gtk_tree_view_get_column(GTK_TREE_VIEW(inner_widget_of(list)), 0);
    int height = 0;
    gtk_widget_get_preferred_height(gtk_tree_view_column_get_button(first), nullptr, &height);
    return height;
}

void let_shrink(wxWindow& window)
{
    gtk_widget_set_size_request(widget_of(window), -1, -1);
}

void choose_row(wxWindow& list, int row)
{
    GtkTreePath* const path = gtk_tree_path_new_from_indices(row, -1);
    auto* const view = GTK_TREE_VIEW(inner_widget_of(list));
    gtk_tree_view_set_cursor(view, path, nullptr, FALSE);
    gtk_tree_view_scroll_to_cell(view, path, nullptr, FALSE, 0, 0);
    gtk_tree_path_free(path);
}

void keep_scroll_bar(wxWindow& list)
{
    gtk_scrolled_window_set_overlay_scrolling(GTK_SCROLLED_WINDOW(widget_of(list)), FALSE);
}

void no_type_ahead(wxWindow& list)
{
    GtkWidget* const view = inner_widget_of(list);
    if (GTK_IS_TREE_VIEW(view)) gtk_tree_view_set_enable_search(GTK_TREE_VIEW(view), FALSE);
}

char32_t character_of(unsigned symbol)
{
    switch (symbol) {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
        return U'\r';
    case GDK_KEY_Tab:
        return U'\t';
    case GDK_KEY_Escape:
    case GDK_KEY_BackSpace:
    case GDK_KEY_Delete:
        return 0;
    default:
        return gdk_keyval_to_unicode(symbol);
    }
}

bool input_waits()
{
    return gdk_events_pending();
}

bool after_painting(wxWindow& window, std::function<void()> then)
{
    GdkWindow* const surface = gtk_widget_get_window(widget_of(window));
    if (!surface) return false;
    GdkFrameClock* const clock = gdk_window_get_frame_clock(surface);
    auto* const waiting = new Waiting{0, std::move(then)}; // `painted` deletes it
    waiting->connection = g_signal_connect(clock, "after-paint", G_CALLBACK(painted), waiting);
    gdk_frame_clock_request_phase(clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
    return true;
}

bool caps_lock_is_on()
{
    return gdk_keymap_get_caps_lock_state(gdk_keymap_get_for_display(gdk_display_get_default()));
}

bool keyboard_is_cyrillic(wxWindow& window)
{
    GdkWindow* const surface = gtk_widget_get_window(widget_of(window));
    if (!surface) return false;
    GdkDisplay* const display = gdk_window_get_display(surface);
    GdkModifierType state{};
    gdk_window_get_device_position(surface, gdk_seat_get_pointer(gdk_display_get_default_seat(display)), nullptr,
                                   nullptr, &state);
    guint symbol = 0;
    gdk_keymap_translate_keyboard_state(gdk_keymap_get_for_display(display), kKeycodeOfA, GdkModifierType{},
                                        (static_cast<int>(state) >> kGroupShift) & 3, &symbol, nullptr, nullptr,
                                        nullptr);
    const guint32 letter = gdk_keyval_to_unicode(symbol);
    return letter >= 0x400 && letter < 0x530;
}
} // namespace kiosk::ui::native
