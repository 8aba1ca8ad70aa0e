#include "kiosk/ui/typed_document_page.hpp"

#include <algorithm>
#include <array>

#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
enum Entered : std::size_t { number, personal_number, given, fathers, family, birth, expiry };
constexpr std::array kKinds{"identity_card", "passport", "residence_permit"};
} // namespace

TypedDocumentPage::TypedDocumentPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("Type the document as it stands on the card"), tr("One clerk alone confirms only what a device has read."));
    auto* const grid = new wxFlexGridSizer{2, 4, 24};
    grid->AddGrowableCol(0);
    grid->AddGrowableCol(1);
    const auto with_label = [&](const wxString& label, wxWindow* control, int ring) {
        auto* const pair = new wxBoxSizer{wxVERTICAL};
        pair->Add(add_text(this, Type::bold, theme().ink, escaped(label), Text::Wrap::no));
        pair->AddSpacer(5 - ring);
        pair->Add(control, 0, wxEXPAND | wxLEFT | wxRIGHT, -ring);
        grid->Add(pair, 1, wxEXPAND);
    };
    const auto field = [&](const wxString& label, bool required) {
        auto* const made = new RingedField{this, theme(), 36};
        native::set_accessible_name(made->field(), label);
        entries_.push_back({made, required});
        with_label(label, made, RingedField::kRing);
    };
    kind_ = new wxChoice{this, wxID_ANY};
    kind_->SetFont(theme().font(Type::text));
    for (const auto* kind : kKinds)
        kind_->Append(document_kind(kind));
    kind_->SetSelection(0);
    kind_->SetMinSize({-1, theme().around_line(36)});
    native::set_accessible_name(*kind_, tr("Kind of document"));
    with_label(tr("Kind of document"), kind_, 0);
    field(tr("Number of the document"), true);
    field(tr("Personal number (EGN or LNCh)"), true);
    field(tr("Given name"), true);
    field(tr("Father's name, if there is one"), false);
    field(tr("Family name"), true);
    field(tr("Birth date, DD.MM.YYYY"), true);
    field(tr("Valid until, empty if without expiry"), false);
    zone_ = new RingedField{this, theme(), 60, wxTE_MULTILINE};
    zone_->field().SetFont(theme().monospaced(10));
    native::set_accessible_name(zone_->field(), tr("Or the lines of the zone, as they stand there"));
    message_ = new Notice{this, theme()};
    message_->Hide();
    column().AddSpacer(8);
    column().Add(grid, 0, wxEXPAND);
    column().Add(add_text(this, Type::bold, theme().ink, tr("Or the lines of the zone, as they stand there")), 0,
                 wxEXPAND | wxTOP, 6);
    column().Add(zone_, 0, wxEXPAND | wxTOP, 2);
    column().Add(message_, 0, wxEXPAND | wxTOP, 10);
    column().AddSpacer(8);
}

void TypedDocumentPage::render(const View& view)
{
    const auto& step = std::get<DocumentView>(view.step);
    auto& scanned = entries_.at(personal_number).field->field();
    if (scanned.IsEmpty() && !step.personal_number.empty()) scanned.ChangeValue(utf8(step.personal_number));
    tell(*message_, step.message);
}

wxWindow* TypedDocumentPage::first_field()
{
    return &entries_.front().field->field();
}

void TypedDocumentPage::enter()
{
    if (!zone_->field().IsEmpty()) return enter_zone();
    for (const auto& entry : entries_) {
        if (!entry.required || !entry.field->field().IsEmpty()) continue;
        entry.field->field().SetFocus();
        return;
    }
    counter().enter_document(
        {.kind = kKinds.at(static_cast<std::size_t>(kind_->GetSelection())),
         .number = text_of(number),
         .names = {.given = text_of(given), .fathers = text_of(fathers), .family = text_of(family)},
         .personal_number = text_of(personal_number),
         .birth_date = text_of(birth),
         .expiry_date = text_of(expiry)});
}

/// Enter ends a line until all of them are there.
void TypedDocumentPage::enter_zone()
{
    constexpr std::array kWholeZones{90U, 88U, 72U};
    const auto typed = zone_->field().GetValue();
    const auto letters =
        std::count_if(typed.begin(), typed.end(), [](const wxUniChar& letter) { return !wxIsspace(letter); });
    const bool whole = std::find(kWholeZones.begin(), kWholeZones.end(), letters) != kWholeZones.end();
    if (whole || !zone_->field().HasFocus())
        counter().enter_zone(typed.utf8_string());
    else
        zone_->field().WriteText("\n");
}

std::string TypedDocumentPage::text_of(std::size_t field) const
{
    return entries_.at(field).field->field().GetValue().Trim().Trim(false).utf8_string();
}

wxString TypedDocumentPage::help() const
{
    return tr(
        "Type by hand only where neither the chip nor the lines of the zone can be read. Esc goes back to the card "
        "reader; a scan is taken here too.");
}
} // namespace kiosk::ui
