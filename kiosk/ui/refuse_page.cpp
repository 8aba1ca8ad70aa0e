#include "kiosk/ui/refuse_page.hpp"

#include <algorithm>

#include <wx/dataview.h>
#include <wx/sizer.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr int kRowHeight = 30;
// So many have room beside all that stands below; the list scrolls to the others.
constexpr std::size_t kMostRows = 11;
constexpr std::size_t kMostRowsUnderMessage = 8;
} // namespace

RefusePage::RefusePage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("Why do you refuse?"), tr("Choose the reason with the arrow keys; F8 records the refusal, Esc goes back."));
    list_ = new wxDataViewListCtrl{this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                   wxDV_SINGLE | wxDV_NO_HEADER | wxDV_HORIZ_RULES};
    list_->SetFont(theme().font(Type::text));
    list_->AppendTextColumn(tr("Reason"));
    native::set_accessible_name(*list_, tr("Reasons of refusal"));
    native::no_type_ahead(*list_);
    native::keep_scroll_bar(*list_);
    native::shape_cells(*list_, 12, theme().grown(kRowHeight));
    list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { show_what_to_bring(); });
    bring_box_ = new Box{this, theme(), theme().tint(Tone::information), 10};
    bring_ = add_text(bring_box_, Type::text, theme().tint(Tone::information).ink, {});
    bring_box_->content().Add(bring_, 0, wxEXPAND);
    message_ = new Notice{this, theme()};
    message_->Hide();
    column().AddSpacer(20);
    column().Add(list_, 0, wxEXPAND);
    column().Add(bring_box_, 0, wxEXPAND | wxTOP, 12);
    column().Add(message_, 0, wxEXPAND | wxTOP, 12);
    column().Add(add_text(this, Type::text, theme().quiet,
                          tr("The refusal is recorded with your signature. The account stays as it is.")),
                 0, wxEXPAND | wxTOP, 16);
    column().AddSpacer(20);
}

void RefusePage::render(const View& view)
{
    const auto& step = std::get<RefuseView>(view.step);
    recording_ = step.recording;
    const auto same_code = [](const auto& a, const auto& b) { return a.code == b.code; };
    if (!std::equal(reasons_.begin(), reasons_.end(), step.reasons.begin(), step.reasons.end(), same_code)) {
        reasons_ = step.reasons;
        list_->DeleteAllItems();
        unsigned suggested = 0;
        for (const auto& reason : reasons_) {
            if (reason.code == step.suggested) suggested = static_cast<unsigned>(list_->GetItemCount());
            wxVector<wxVariant> cells;
            cells.push_back(reason_text(reason));
            list_->AppendItem(cells);
        }
        if (!reasons_.empty()) native::choose_row(*list_, static_cast<int>(suggested));
        show_what_to_bring();
    }
    const auto most_rows = recording_ || step.message ? kMostRowsUnderMessage : kMostRows;
    list_->SetMinSize({-1, theme().grown(kRowHeight) * static_cast<int>(std::min(reasons_.size(), most_rows)) + 4});
    const bool was_recording = !list_->IsEnabled();
    list_->Enable(!recording_);
    if (was_recording && !recording_) list_->SetFocus(); // what is disabled loses the focus, and the keys with it
    if (step.recording) {
        message_->show(Tone::information, Shape::information, tr("Recording..."), {});
    } else {
        tell(*message_, step.message);
    }
    settle(*this);
    show_selected(*list_);
}

void RefusePage::decide()
{
    const int selected = list_->GetSelectedRow();
    if (recording_ || selected < 0 || static_cast<std::size_t>(selected) >= reasons_.size()) return;
    counter().refuse(reasons_[static_cast<std::size_t>(selected)].code);
}

void RefusePage::move_selection(int rows)
{
    const int count = static_cast<int>(reasons_.size());
    if (count == 0) return;
    native::choose_row(*list_, std::clamp(list_->GetSelectedRow() + rows, 0, count - 1));
    show_what_to_bring();
    show_selected(*list_);
}

wxWindow* RefusePage::first_field()
{
    return list_;
}

void RefusePage::show_what_to_bring()
{
    const int selected = list_->GetSelectedRow();
    if (selected < 0 || static_cast<std::size_t>(selected) >= reasons_.size()) return;
    const auto bring = bring_text(reasons_[static_cast<std::size_t>(selected)]);
    bring_box_->Show(!bring.empty());
    bring_->say_markup("<b>" + tr("What to bring next time:") + "</b> " + escaped(bring));
    settle(*this);
}

wxString RefusePage::help() const
{
    return tr(
        "A refusal needs a reason, so that the citizen knows what to bring. It changes nothing in the account: the "
        "citizen may come again at any time.");
}
} // namespace kiosk::ui
