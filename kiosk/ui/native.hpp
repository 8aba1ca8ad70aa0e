#pragma once

#include <functional>
#include <string>

#include <wx/gdicmn.h>
#include <wx/string.h>

class wxCheckBox;
class wxStaticText;
class wxWindow;

/// What wxWidgets does not reach: the names that assistive technology reads, style classes, the keyboard's state.
/// The only file that speaks to GTK.
namespace kiosk::ui::native {
/// The name that a screen reader says for `window`. `wxWindow::SetName` does not reach AT-SPI.
void set_accessible_name(wxWindow& window, const wxString& name);

/// What else assistive technology reads of `window`.
void set_accessible_description(wxWindow& window, const wxString& description);

/// Lets a screen reader say `text` now, whatever has the focus. Silent where ATK is older than 2.46.
void announce(wxWindow& window, const wxString& text);

/// Adds a class that the style sheet of the theme names.
void add_style_class(wxWindow& window, const char* name);

/// Replaces the program's style sheet.
void install_style_sheet(const std::string& css);

/// Height of a wrapped text at `width_px`.
int height_for_width(wxStaticText& text, int width_px);

/// The same for a check box with its words; they wrap after `wrap_words`.
int height_for_width(wxCheckBox& box, int width_px);
void wrap_words(wxCheckBox& box);

/// Width that a text needs in one line, its markup counted; it wraps no more.
int width_of_one_line(wxStaticText& text);

/// Wraps inside words too, for user names and addresses that have no blank.
void break_anywhere(wxStaticText& text);

/// Room at the left and right of every cell, and the height of the rows.
void shape_cells(wxWindow& list, int padding_px, int height_px);

/// Height of the titles above the columns of a list.
int header_height(wxWindow& list);

/// Forgets the size that the window has: what it needs next is measured by its content alone.
void let_shrink(wxWindow& window);

/// Selects a row, puts the keyboard's place there, and scrolls to it.
void choose_row(wxWindow& list, int row);

/// The scroll bar of a list stands beside its rows as long as there are more than show.
void keep_scroll_bar(wxWindow& list);

/// Typing in a list must not open GTK's search box: the letters are a scanner's.
void no_type_ahead(wxWindow& list);

/// The character that a key symbol of `wxKeyEvent::GetRawKeyCode` types; 0 where it types none.
char32_t character_of(unsigned symbol);

/// True where keys or clicks have come that no event was made of yet.
bool input_waits();

/// Calls `then` once what is laid out now is painted. False where the window is on no display yet: then never.
bool after_painting(wxWindow& window, std::function<void()> then);

bool caps_lock_is_on();

/// True where the key of the Latin `a` types a Cyrillic letter.
bool keyboard_is_cyrillic(wxWindow& window);
} // namespace kiosk::ui::native
