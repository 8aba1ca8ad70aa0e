#include "kiosk/ui/side_panel.hpp"

#include <wx/dataview.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/portrait_view.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr int kEdge = 24;
constexpr int kSmallPortrait = 154;
constexpr int kWaitingRow = 33;
constexpr std::size_t kWaitingShown = 6; // the list scrolls to the others
constexpr int kLargePortrait = 246;      // at least 240, by the rules of the comparison

template <class Step>
const Step* step_of(const View& view)
{
    return std::get_if<Step>(&view.step);
}
} // namespace

SidePanel::SidePanel(wxWindow* parent, const Surroundings& around) : wxPanel{parent}, around_{around}
{
    SetBackgroundColour(around.theme.surface);
    native::set_accessible_name(*this, tr("The case so far"));
}

bool SidePanel::render(const View& view)
{
    auto picture = picture_of(view);
    if (picture == picture_) return false;
    picture_ = std::move(picture);
    build();
    return true;
}

SidePanel::Picture SidePanel::picture_of(const View& view) const
{
    Picture picture;
    if (const auto* const citizen = step_of<CitizenView>(view)) {
        picture.heading = tr("No case has begun");
        picture.paragraph =
            tr("Everything about the citizen gathers here: account, document, portrait, checks. <b>F9</b> clears it.");
        picture.portrait = Portrait::small;
        picture.caption = tr("The portrait of the chip stands on the screen only.");
        picture.second_heading = tr("Today at this counter");
        picture.counts = {{tr("confirmed"), wxString::Format("%u", citizen->verified_today)},
                          {tr("refused"), wxString::Format("%u", citizen->refused_today)},
                          {tr("waiting to be sent"), wxString::Format("%u", view.strip.queue)}};
        return picture;
    }
    const auto* const done = step_of<DoneView>(view);
    picture.facts = facts_of(view);
    if (step_of<CompareView>(view)) {
        picture.portrait = Portrait::large;
        picture.caption = view.side.portrait ? tr("Portrait of the chip, on the screen only")
                                             : tr("No portrait: compare the face with the card");
        picture.shown_portrait = around_.portraits.image().IsOk() ? view.side.portrait.get() : nullptr;
    } else if (!done || view.side.waiting.empty()) {
        picture.heading = done ? tr("The case") : tr("The case so far");
    }
    if (done && !view.side.waiting.empty()) {
        picture.facts.clear();
        picture.heading = wxString::Format(tr("Waiting to be sent: %u"), view.strip.queue);
        for (const auto& record : view.side.waiting)
            picture.waiting.push_back(
                {utf8(record.number), minute_text(record.recorded),
                 record.kind == DoneView::Kind::verified ? tr("confirmed one") : tr("refused one")});
        picture.caption = tr("Names and numbers are not visible: the records are sealed for the portal.");
    }
    if (done && view.side.offline_until) {
        picture.second_heading = tr("How long without a connection");
        picture.footing = wxString::Format(tr("until %s"), bold(minute_text(*view.side.offline_until)));
    }
    return picture;
}

std::vector<SidePanel::Fact> SidePanel::facts_of(const View& view) const
{
    std::vector<Fact> facts;
    const auto& side = view.side;
    const auto* const done = step_of<DoneView>(view);
    const auto* const decide = step_of<DecideView>(view);
    const auto names = decide ? decide->names : done ? done->names : std::string{};
    if (!names.empty()) facts.push_back({.term = tr("Citizen"), .value = utf8(names), .strong = true});
    if (side.account) {
        facts.push_back({.term = tr("Username"), .value = utf8(side.account->username), .strong = true});
        if (!side.account->email_masked.empty())
            facts.push_back({.term = tr("E-mail"), .value = utf8(side.account->email_masked)});
        if (side.citizen_confirmed && !step_of<CompareView>(view) && !decide && !done)
            facts.push_back(
                {.term = tr("Confirmed by the citizen"), .value = tr("\"This is my account\""), .ticked = true});
        if (side.account->pass_expires && !step_of<CompareView>(view) && !decide && !done)
            facts.push_back({.term = tr("Pass"),
                             .value = wxString::Format(tr("valid until %s"), date_text(*side.account->pass_expires))});
    }
    if (side.document) {
        facts.push_back({.term = tr("Document"), .value = document_words(*side.document)});
        facts.push_back({.term = tr("Read by"), .value = assurance_words(side.document->assurance)});
    } else if (!done) {
        const auto* const document = step_of<DocumentView>(view);
        const bool reading = document && document->state == DocumentView::State::reading;
        facts.push_back(
            {.term = tr("Identity document"), .value = reading ? tr("being read...") : tr("none yet"), .quiet = true});
        facts.push_back({.term = tr("Checks"), .value = tr("none yet"), .quiet = true});
    }
    if (done)
        facts.push_back({.term = tr("Decision"),
                         .value = utf8(done->clerk) + wxString::FromUTF8(" · ") + minute_text(done->recorded)});
    return facts;
}

void SidePanel::build()
{
    DestroyChildren();
    const auto& theme = around_.theme;
    auto* const column = new wxBoxSizer{wxVERTICAL};
    const int sides = wxLEFT | wxRIGHT;
    const auto text = [&](Type type, const wxColour& colour, const wxString& markup) {
        auto* const made = new Text{this, theme, type, colour, Text::Wrap::yes};
        made->say_markup(markup);
        return made;
    };
    column->AddSpacer(20);
    if (!picture_.heading.empty()) {
        column->Add(text(Type::bold, theme.ink, escaped(picture_.heading)), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.paragraph.empty()) {
        column->Add(text(Type::text, theme.ink, picture_.paragraph), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(16);
    }
    if (picture_.portrait != Portrait::none) {
        auto* const portrait =
            new PortraitView{this, picture_.portrait == Portrait::large ? kLargePortrait : kSmallPortrait};
        if (picture_.portrait == Portrait::large) portrait->show(around_.portraits.image());
        column->Add(portrait, 0, sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.waiting.empty()) {
        auto* const list =
            new wxDataViewListCtrl{this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_HORIZ_RULES};
        list->SetFont(theme.font(Type::text));
        native::no_type_ahead(*list);
        native::set_accessible_name(*list, picture_.heading);
        list->AppendTextColumn(tr("Record"), wxDATAVIEW_CELL_INERT, theme.grown(106));
        list->AppendTextColumn(tr("Time"), wxDATAVIEW_CELL_INERT, theme.grown(66));
        list->AppendTextColumn(tr("Outcome"), wxDATAVIEW_CELL_INERT, theme.grown(100));
        native::shape_cells(*list, 8, theme.grown(kWaitingRow));
        for (const auto& record : picture_.waiting) {
            wxVector<wxVariant> cells;
            for (const auto& cell : record)
                cells.push_back(cell);
            list->AppendItem(cells);
        }
        const auto rows = static_cast<int>(std::min(picture_.waiting.size(), kWaitingShown));
        list->SetMinSize({-1, native::header_height(*list) + rows * theme.grown(kWaitingRow) + 2});
        column->Add(list, 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.caption.empty()) {
        column->Add(text(Type::small, theme.quiet, escaped(picture_.caption)), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(12);
    }
    for (const auto& fact : picture_.facts) {
        column->Add(text(Type::small, theme.quiet, escaped(fact.term)), 0, wxEXPAND | sides, kEdge);
        auto* const value =
            text(fact.strong ? Type::bold : Type::text, fact.quiet ? theme.quiet : theme.ink, escaped(fact.value));
        auto* const line = new wxBoxSizer{wxHORIZONTAL};
        if (fact.ticked)
            line->Add(
                new wxStaticBitmap{this, wxID_ANY, shape(Shape::tick, theme.tone_ink(Tone::good), theme.grown(18))}, 0,
                wxALIGN_CENTRE_VERTICAL | wxRIGHT, 8);
        line->Add(value, 1);
        column->Add(line, 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.second_heading.empty()) {
        column->AddSpacer(8);
        column->Add(rule(this, theme.line), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(16);
        column->Add(text(Type::bold, theme.ink, escaped(picture_.second_heading)), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    for (const auto& [term, count] : picture_.counts) {
        auto* const line = new wxBoxSizer{wxHORIZONTAL};
        line->Add(text(Type::text, theme.ink, escaped(term)), 1);
        auto* const number = new Text{this, theme, Type::bold, theme.ink};
        number->say(count);
        line->Add(number);
        column->Add(line, 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(6);
    }
    if (!picture_.footing.empty())
        column->Add(text(Type::text, theme.ink, picture_.footing), 0, wxEXPAND | sides, kEdge);
    column->AddSpacer(20);
    SetSizer(column);
    InvalidateBestSize();
}
} // namespace kiosk::ui
