#include "kiosk/ui/waiting_list.hpp"

#include <algorithm>

#include <wx/dataview.h>
#include <wx/sizer.h>

#include "kiosk/ui/blocks.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
namespace {
constexpr int kRow = 33;

wxDataViewListCtrl* make_table(wxWindow* parent, const Theme& theme, const std::vector<WaitingRecord>& records,
                               std::size_t rows)
{
    auto* const list =
        new wxDataViewListCtrl{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_HORIZ_RULES};
    list->SetFont(theme.font(Type::text));
    native::no_type_ahead(*list);
    native::set_accessible_name(*list, tr("Records that wait"));
    list->AppendTextColumn(tr("Record"), wxDATAVIEW_CELL_INERT, theme.grown(98));
    list->AppendTextColumn(tr("Time"), wxDATAVIEW_CELL_INERT, theme.grown(62));
    list->AppendTextColumn(tr("Outcome"), wxDATAVIEW_CELL_INERT, theme.grown(100));
    native::shape_cells(*list, 8, theme.grown(kRow));
    for (const auto& record : records) {
        wxVector<wxVariant> cells;
        cells.push_back(utf8(record.number));
        cells.push_back(minute_text(record.recorded));
        cells.push_back(record.kind == DoneView::Kind::verified ? tr("confirmed one") : tr("refused one"));
        list->AppendItem(cells);
    }
    const auto seen = static_cast<int>(std::min(records.size(), rows));
    list->SetMinSize({-1, native::header_height(*list) + seen * theme.grown(kRow) + 2});
    return list;
}
} // namespace

WaitingList::WaitingList(wxWindow* parent, const Theme& theme, const SideView& side, std::size_t rows) : wxPanel{parent}
{
    SetBackgroundColour(parent->GetBackgroundColour());
    auto* const column = new wxBoxSizer{wxVERTICAL};
    const auto add = [&](Type type, const wxColour& colour, const wxString& text, int above) {
        auto* const made = new Text{this, theme, type, colour, Text::Wrap::yes};
        made->say(text);
        column->Add(made, 0, wxEXPAND | wxTOP, above);
    };
    const auto decisions = static_cast<unsigned>(side.waiting.size());
    add(Type::bold, theme.ink, wxString::Format(tr("Waiting to be sent: %u"), decisions), 0);
    column->Add(make_table(this, theme, side.waiting, rows), 0, wxEXPAND | wxTOP, 8);
    if (side.other_waiting > 0)
        add(Type::small, theme.quiet,
            tr("And %u sign-in or look-up.", "And %u sign-ins and look-ups.", side.other_waiting), 8);
    add(Type::small, theme.quiet, tr("Names and numbers are not visible: the records are sealed for the portal."), 8);
    SetSizer(column);
}
} // namespace kiosk::ui
