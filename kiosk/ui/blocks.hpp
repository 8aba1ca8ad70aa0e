#pragma once

#include <vector>

#include <wx/panel.h>
#include <wx/stattext.h>

#include "kiosk/ui/shapes.hpp"
#include "kiosk/ui/theme.hpp"

class wxBoxSizer;
class wxStaticBitmap;
class wxTextCtrl;

/// The few building blocks of which all pages are made.
namespace kiosk::ui {
/// Lays `root` out until the heights of wrapped texts agree with their widths.
void settle(wxWindow& root);

/// One native text. Wrapping ones take the width they are given and grow in height.
class Text : public wxStaticText {
public:
    /// Whether the text may take more than one line.
    enum class Wrap { no, yes };
    Text(wxWindow* parent, const Theme& theme, Type type, const wxColour& colour, Wrap wrap = Wrap::no);

    /// Nothing happens where the text is the same: a screen reader is not disturbed.
    void say(const wxString& text);
    void say_markup(const wxString& markup);
    /// Never narrower than `text` would be: what changes in it moves nothing beside it.
    void keep_room_for(const wxString& text);

private:
    void fit();
    Wrap wrap_;
    wxString said_;
    int room_ = 0;
};

/// A tinted panel with an edge of one pixel and slightly round corners.
class Box : public wxPanel {
public:
    Box(wxWindow* parent, const Theme& theme, const Tint& tint, int padding_px);
    /// Where the content goes.
    wxBoxSizer& content() { return *content_; }
    void set_tint(const Tint& tint);

private:
    void paint();
    const Theme& theme_;
    Tint tint_;
    wxBoxSizer* content_;
};

/// Shape, a bold sentence and what to do: an error in place, a warning, a result.
class Notice : public Box {
public:
    Notice(wxWindow* parent, const Theme& theme, Type type = Type::bold);
    void show(Tone tone, Shape shape, const wxString& title, const wxString& advice);

private:
    const Theme& theme_;
    wxStaticBitmap* icon_;
    Text* title_;
    Text* advice_;
};

/// One line of a list that only informs.
struct Row {
    Shape shape{};
    Tone tone{};
    wxString term{};     ///< bold, in a column of its own; may be empty
    wxString text{};     ///< markup
    wxString aside{};    ///< at the right edge; may be empty
    wxString second{};   ///< quiet second line; may be empty
    bool quiet{};        ///< not yet reached
    bool term_in_tone{}; ///< the term takes the colour of its tone
    bool operator==(const Row&) const = default;
};

/// Rows between lines, in native texts that assistive technology reads one by one.
class Rows : public wxPanel {
public:
    Rows(wxWindow* parent, const Theme& theme, int row_height_px);
    void show(std::vector<Row> rows);

private:
    const Theme& theme_;
    int row_height_;
    std::vector<Row> rows_;
};

/// A text field with a ring of three pixels while it has the focus. Added with a border of `-kRing` at its sides, the
/// field stands flush with what is above and below it.
class RingedField : public wxPanel {
public:
    static constexpr int kRing = 3;
    RingedField(wxWindow* parent, const Theme& theme, int height_px, long style = 0);
    wxTextCtrl& field() { return *field_; }

private:
    void paint();
    const Theme& theme_;
    wxTextCtrl* field_;
};

/// Children side by side, at the left and at the right edge; wraps into more rows where they do not fit.
class Flow : public wxPanel {
public:
    Flow(wxWindow* parent, const wxColour& paper, int row_px, int gap_px, int edge_px);
    void add_left(wxWindow* child, int gap_px = -1);
    void add_right(wxWindow* child, int gap_px = -1);
    /// `child` is there only while everything stands in one row with it.
    void show_if_room(wxWindow* child, bool wanted);
    void forget_children();
    void arrange();

private:
    struct Item {
        wxWindow* window;
        int gap;
    };
    int width_of(const std::vector<Item>& items) const;
    std::vector<Item> left_, right_;
    wxWindow* dispensable_ = nullptr;
    bool dispensable_wanted_{};
    int row_, gap_, edge_;
};

/// A line of one pixel.
wxWindow* rule(wxWindow* parent, const wxColour& colour);
} // namespace kiosk::ui
