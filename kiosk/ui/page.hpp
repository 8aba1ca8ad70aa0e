#pragma once

#include "kiosk/ui/blocks.hpp"
#include "kiosk/ui/surroundings.hpp"

class wxDataViewListCtrl;
class wxImage;

namespace kiosk::ui {
/// One screen of the counter. Passive: shows the view it is given and tells the counter what the clerk did.
class Page : public wxPanel {
public:
    Page(wxWindow* parent, const Surroundings& around);

    virtual void render(const View& view) = 0;
    /// Where the scanner types; null where the page has no field.
    virtual wxWindow* first_field() { return nullptr; }
    /// Enter: the safe action.
    virtual void enter() { counter().press(Action::next); }
    /// True where `enter` does something of the page's own, whatever the counter's key says.
    virtual bool takes_enter() const { return false; }
    /// F8.
    virtual void decide() { counter().press(Action::decide); }
    /// Up and down arrow outside of a list.
    virtual void move_selection(int) {}
    /// Whether the page has something to tick with this digit, or with Space where the focus is (0).
    virtual bool has_tick(int) const { return false; }
    virtual void tick(int) {}
    /// What F1 says; empty: nothing to say here.
    virtual wxString help() const { return {}; }
    /// A frame of the camera, where the page shows one.
    virtual void show_frame(const wxImage&) {}

    /// The step's question, for assistive technology.
    const wxString& question() const { return question_; }
    void toggle_help();
    bool help_is_open() const { return help_open_; }
    /// The open help stands in the page where the window has no room beside it.
    void show_help_here(bool here);

protected:
    Counter& counter() { return around_.counter; }
    const Theme& theme() const { return around_.theme; }
    const Surroundings& around() const { return around_; }
    void ask(const wxString& question, const wxString& hint);
    Text* add_text(wxWindow* parent, Type type, const wxColour& colour, const wxString& text,
                   Text::Wrap wrap = Text::Wrap::yes);
    /// Shows a message of the counter in `place`, or nothing; a new one is announced. True where it is new.
    bool tell(Notice& place, const std::optional<FieldMessage>& message);
    /// Where help in the page stands, for a page that lays itself out anew.
    Notice& help_notice() { return *help_; }
    /// Scrolls the page as far as the selected row of `list` needs.
    void show_selected(wxDataViewListCtrl& list);
    /// Content below question and hint.
    wxBoxSizer& column() { return *column_; }

private:
    const Surroundings& around_;
    wxString question_;
    std::string told_;
    Text* question_text_;
    Text* hint_text_;
    Notice* help_;
    bool help_open_{};
    wxBoxSizer* column_;
};
} // namespace kiosk::ui
