#include "kiosk/ui/feature_list.hpp"

#include <algorithm>

#include <wx/sizer.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr int kLeastWidth = 160;
} // namespace

WrappingCheckBox::WrappingCheckBox(wxWindow* parent, const Theme& theme, const wxString& words)
    : wxCheckBox{parent, wxID_ANY, words}
{
    SetFont(theme.font(Type::text));
    SetForegroundColour(theme.ink);
    native::wrap_words(*this);
    SetMinSize({kLeastWidth, -1});
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        fit();
        event.Skip();
    });
}

void WrappingCheckBox::fit()
{
    const int width = GetSize().x;
    if (width < kLeastWidth) return;
    const int height = native::height_for_width(*this, width);
    if (height == GetMinHeight()) return;
    SetMinSize({kLeastWidth, height});
    InvalidateBestSize();
}

FeatureList::FeatureList(wxWindow* parent, const Theme& theme, Tick tick)
    : wxPanel{parent}, theme_{theme}, tick_{std::move(tick)}
{
    SetBackgroundColour(theme.paper);
    native::set_accessible_name(*this, tr("Security features of the document"));
}

void FeatureList::show(const std::vector<FeatureLine>& lines)
{
    const auto same = [](const FeatureLine& a, const FeatureLine& b) { return a.feature.code == b.feature.code; };
    const bool other = !std::equal(lines.begin(), lines.end(), lines_.begin(), lines_.end(), same);
    lines_ = lines;
    if (other) build();
    for (std::size_t at = 0; at < boxes_.size(); ++at)
        boxes_[at]->SetValue(lines_[at].seen);
    if (left_) show_how_many_are_left();
}

void FeatureList::build()
{
    DestroyChildren();
    boxes_.clear();
    left_ = nullptr;
    said_.clear();
    auto* const column = new wxBoxSizer{wxVERTICAL};
    auto* const heading = new Text{this, theme_, Type::bold, theme_.ink, Text::Wrap::yes};
    heading->say(tr("No chip proves the document: look at it, feel it, tilt it"));
    left_ = new Text{this, theme_, Type::text, theme_.quiet, Text::Wrap::yes};
    column->Add(heading, 0, wxEXPAND);
    column->Add(left_, 0, wxEXPAND | wxTOP | wxBOTTOM, 4);
    for (std::size_t at = 0; at < lines_.size(); ++at) {
        const auto words = wxString::Format("%u  ", static_cast<unsigned>(at + 1)) + feature_text(lines_[at].feature);
        auto* const box = new WrappingCheckBox{this, theme_, words};
        box->Bind(wxEVT_CHECKBOX, [this, at](wxCommandEvent& event) {
            tick_(lines_[at].feature.code, event.IsChecked());
            boxes_[at]->SetValue(lines_[at].seen);
        });
        boxes_.push_back(box);
        column->Add(box, 0, wxEXPAND | wxTOP, 8);
    }
    SetSizer(column);
    InvalidateBestSize();
}

void FeatureList::show_how_many_are_left()
{
    const auto left = static_cast<unsigned>(std::ranges::count(lines_, false, &FeatureLine::seen));
    const auto words = left == 0 ? tr("Everything is ticked.")
                                 : tr("%u is left: its digit or Space ticks what is so.",
                                      "%u are left: their digits or Space tick what is so.", left);
    if (!said_.empty() && said_ != words) native::announce(*this, words);
    said_ = words;
    left_->say(words);
}

std::size_t FeatureList::index_of(int number) const
{
    if (number > 0) return static_cast<std::size_t>(number - 1);
    const auto* const focused = FindFocus();
    return static_cast<std::size_t>(std::ranges::find(boxes_, focused) - boxes_.begin());
}

void FeatureList::toggle(int number)
{
    const auto at = index_of(number);
    if (at < lines_.size()) tick_(lines_[at].feature.code, !lines_[at].seen);
}
} // namespace kiosk::ui
