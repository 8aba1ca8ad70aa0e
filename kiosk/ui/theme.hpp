#pragma once

#include <string>

#include <wx/colour.h>
#include <wx/font.h>

/// Colours, type and measures: `mockups/README.md` gave them, this file alone holds them.
namespace kiosk::ui {
/// What a text or a box says by its colour; a word or a shape says the same.
enum class Tone { neutral, good, caution, bad, information };

/// Text sizes of the counter: 10, 11, 18 and 24 point at 100 %.
enum class Type { small, text, bold, question, result };

/// One tinted box: what stands in it, behind it and around it.
struct Tint {
    wxColour ink, paper, edge;
};

/// The look of the window; made anew when contrast or size change.
class Theme {
public:
    /// `scale` 1.0 is 100 %.
    Theme(bool high_contrast, double scale);

    bool high_contrast() const { return high_contrast_; }
    double scale() const { return scale_; }
    wxFont font(Type type) const;
    wxFont monospaced(double points) const;
    /// A measure that grows with the text, in pixels at 100 %.
    int grown(int px) const;
    /// Height of a bar or a button around one line of text, in pixels at 100 %: the line grows, its margin shrinks, so
    /// that large letters leave the page its room.
    int around_line(int px) const;

    Tint tint(Tone tone) const;
    wxColour tone_ink(Tone tone) const; ///< for a word or shape on paper

    wxColour ink, quiet, paper, surface, line, edge;
    wxColour accent, accent_dark, on_accent, focus;
    wxColour disabled_ink, disabled_paper;
    wxColour good_button, selection, selection_ink;
    wxColour mark, mark_rule, bad_mark, bad_mark_rule;

    /// The style sheet of the native controls.
    std::string style_sheet() const;

private:
    bool high_contrast_;
    double scale_;
};
} // namespace kiosk::ui
