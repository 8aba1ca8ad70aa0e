#include "kiosk/ui/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <wx/settings.h>

namespace kiosk::ui {
namespace {
constexpr std::array kPoints{10.0, 11.0, 11.0, 18.0, 24.0}; // in the order of `Type`
constexpr double kTextPoints = 11.0;

std::string css(const wxColour& colour)
{
    return colour.GetAsString(wxC2S_CSS_SYNTAX).utf8_string();
}

constexpr const char* kStyleSheet = R"css(
button {{ min-height: 0; min-width: 0; padding: 0 {pad}px; border-radius: 4px; border: {border}px solid {edge};
  color: {ink}; background-color: {paper}; background-image: linear-gradient(to bottom, {paper}, {button_foot});
  box-shadow: none; text-shadow: none; -gtk-icon-shadow: none; transition: none; }}
button:hover {{ background-image: none; background-color: {surface}; }}
button:active {{ background-image: none; background-color: {selection}; }}
button:disabled {{ color: {disabled_ink}; background-image: none; background-color: {disabled_paper};
  border-color: {line}; }}
button:focus {{ outline: 2px solid {focus}; outline-offset: -4px; }}
button.gishe-main {{ color: {on_accent}; background-image: none; background-color: {accent};
  border-color: {accent_dark}; }}
button.gishe-main label {{ color: {on_accent}; }}
button.gishe-main:hover {{ background-color: {accent_dark}; }}
button.gishe-decide {{ color: {decide_ink}; background-image: none; background-color: {good_button};
  border-color: {good_edge}; }}
button.gishe-decide label {{ color: {decide_ink}; }}
button.gishe-main:disabled, button.gishe-decide:disabled,
button.gishe-main:disabled label, button.gishe-decide:disabled label {{ color: {disabled_ink};
  background-color: {disabled_paper}; border-color: {line}; }}
entry, textview {{ min-height: 0; border-radius: 4px; border: {border}px solid {edge}; color: {ink};
  background-color: {field}; background-image: none; box-shadow: none; padding: 0 12px; caret-color: {ink}; }}
entry:focus {{ border-color: {ink}; box-shadow: none; }}
entry:disabled {{ color: {ink}; background-color: {disabled_paper}; }}
entry selection {{ color: {selection_ink}; background-color: {selection}; }}
scrolledwindow.frame {{ border: {border}px solid {line}; border-radius: 0; }}
treeview.view {{ color: {ink}; background-color: {paper}; border-color: {line}; }}
treeview.view:selected, treeview.view:selected:focus {{ color: {selection_ink}; background-color: {selection}; }}
treeview.view:focus {{ outline: 2px solid {focus}; outline-offset: -2px; }}
treeview.view header button {{ font-weight: bold; font-size: {small}pt; color: {quiet}; border: 0 solid {line};
  border-right-width: 1px; border-bottom-width: 1px; border-radius: 0; padding: 5px 12px; background-color: {surface};
  background-image: {header_image}; }}
progressbar trough {{ min-height: 10px; border: 1px solid {edge}; border-radius: 3px; background-color: {surface};
  background-image: none; }}
progressbar progress {{ min-height: 10px; border: 0; border-radius: 2px; background-color: {accent};
  background-image: none; }}
messagedialog .dialog-action-area button {{ min-height: {dialog_button}px; margin: 0 8px 8px 8px; }}
checkbutton, radiobutton {{ color: {ink}; }}
)css";
} // namespace

Theme::Theme(bool high_contrast, double scale) : high_contrast_{high_contrast}, scale_{scale}
{
    if (high_contrast_) {
        ink = quiet = line = edge = accent = accent_dark = "#FFFFFF";
        paper = surface = on_accent = disabled_paper = "#000000";
        focus = mark = mark_rule = bad_mark = bad_mark_rule = "#FFD84D";
        disabled_ink = "#BFBFBF";
        good_button = selection = "#FFFFFF";
        selection_ink = "#000000";
        return;
    }
    ink = "#1B1F24", quiet = "#4A535E", paper = "#FFFFFF", surface = "#F4F6F8", line = "#C8CED6", edge = "#7C8794";
    accent = "#0A5AA8", accent_dark = "#073F77", on_accent = "#FFFFFF", focus = "#FFBF47";
    disabled_ink = "#5F6975", disabled_paper = "#F1F3F5";
    good_button = "#1B6E3C", selection = "#DCE9F6", selection_ink = ink;
    mark = "#FFE08A", mark_rule = "#7A4F00", bad_mark = "#F9C9C9", bad_mark_rule = "#A61B1B";
}

wxFont Theme::font(Type type) const
{
    wxFont font = wxSystemSettings::GetFont(wxSYS_DEFAULT_GUI_FONT);
    const double desktop = std::max(1.0, font.GetFractionalPointSize() / kTextPoints);
    font.SetFractionalPointSize(kPoints.at(static_cast<std::size_t>(type)) * desktop * scale_);
    if (type != Type::small && type != Type::text) font.SetWeight(wxFONTWEIGHT_BOLD);
    return font;
}

wxFont Theme::monospaced(double points) const
{
    return wxFont{wxFontInfo{points * scale_}.Family(wxFONTFAMILY_TELETYPE)};
}

int Theme::grown(int px) const
{
    return static_cast<int>(std::lround(px * scale_));
}

int Theme::around_line(int px) const
{
    constexpr int kLine = 22;
    return static_cast<int>(std::lround(kLine * scale_ + (px - kLine) / scale_));
}

Tint Theme::tint(Tone tone) const
{
    if (high_contrast_) return {tone_ink(tone), paper, tone_ink(tone)};
    switch (tone) {
    case Tone::neutral:
        return {ink, surface, line};
    case Tone::good:
        return {"#0F4A27", "#E7F4EC", "#8CC3A2"};
    case Tone::caution:
        return {"#5C3B00", "#FFF4D6", "#D9B95C"};
    case Tone::bad:
        return {"#7F1313", "#FDECEC", "#DE8A8A"};
    case Tone::information:
        return {accent_dark, "#EEF5FB", line};
    }
    return {ink, paper, line};
}

wxColour Theme::tone_ink(Tone tone) const
{
    switch (tone) {
    case Tone::neutral:
        return quiet;
    case Tone::good:
        return high_contrast_ ? "#7CFC9A" : "#1B6E3C";
    case Tone::caution:
        return high_contrast_ ? "#FFD84D" : "#7A4F00";
    case Tone::bad:
        return high_contrast_ ? "#FFFFFF" : "#A61B1B";
    case Tone::information:
        return accent;
    }
    return ink;
}

std::string Theme::style_sheet() const
{
    using fmt::arg;
    const std::string foot = high_contrast_ ? css(paper) : "#EDF0F3";
    return fmt::format(
        kStyleSheet, arg("ink", css(ink)), arg("paper", css(paper)), arg("surface", css(surface)),
        arg("line", css(line)), arg("edge", css(edge)), arg("accent", css(accent)),
        arg("accent_dark", css(accent_dark)), arg("on_accent", css(on_accent)), arg("focus", css(focus)),
        arg("disabled_ink", css(disabled_ink)), arg("disabled_paper", css(disabled_paper)),
        arg("good_button", css(good_button)), arg("good_edge", high_contrast_ ? css(focus) : "#0F4A27"),
        arg("decide_ink", css(on_accent)), arg("selection", css(selection)), arg("selection_ink", css(selection_ink)),
        arg("quiet", css(quiet)), arg("field", css(paper)), arg("button_foot", foot),
        arg("header_image", high_contrast_ ? std::string{"none"}
                                           : fmt::format("linear-gradient(to bottom, {}, #E9EDF1)", css(surface))),
        arg("border", high_contrast_ ? 2 : 1), arg("pad", grown(13)), arg("dialog_button", grown(36)),
        arg("small", std::lround(10 * scale_)));
}
} // namespace kiosk::ui
