#pragma once

#include <functional>

#include <wx/checkbox.h>

#include "kiosk/core/screen.hpp"
#include "kiosk/ui/blocks.hpp"

namespace kiosk::ui {
/// A native check box whose words wrap: it takes the width that it is given and grows in height.
class WrappingCheckBox : public wxCheckBox {
public:
    WrappingCheckBox(wxWindow* parent, const Theme& theme, const wxString& words);

private:
    void fit();
};

/// What is to be seen on the document itself, each line with its digit and a box to tick. Shows what it is told: a box
/// changes with the next `show`.
class FeatureList : public wxPanel {
public:
    using Tick = std::function<void(std::string code, bool seen)>;
    FeatureList(wxWindow* parent, const Theme& theme, Tick tick);

    void show(const std::vector<FeatureLine>& lines);
    /// Lines are numbered from 1; 0 is the one that has the focus.
    bool has(int number) const { return index_of(number) < boxes_.size(); }
    void toggle(int number);

private:
    std::size_t index_of(int number) const;
    void build();
    void show_how_many_are_left();

    const Theme& theme_;
    Tick tick_;
    std::vector<FeatureLine> lines_;
    std::vector<wxCheckBox*> boxes_;
    Text* left_{};
    wxString said_;
};
} // namespace kiosk::ui
