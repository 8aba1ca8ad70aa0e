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

/// The field that a fault is about.
Entered field_of(const std::string& fault)
{
    if (fault == "typed_personal_number_wrong") return personal_number;
    if (fault == "typed_given_name_missing") return given;
    if (fault == "typed_family_name_missing") return family;
    if (fault == "typed_birth_date_missing" || fault == "typed_birth_date_wrong") return birth;
    if (fault == "typed_expiry_wrong") return expiry;
    return number;
}
} // namespace

TypedDocumentPage::TypedDocumentPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("Type the document as it stands on the card"), tr("Only what a device has read can be confirmed."));
    auto* const grid = new wxFlexGridSizer{2, 3, 24};
    grid->AddGrowableCol(0);
    grid->AddGrowableCol(1);
    const auto with_label = [&](const wxString& label, wxWindow* control, int ring) {
        auto* const pair = new wxBoxSizer{wxVERTICAL};
        auto* const title = add_text(this, Type::bold, theme().ink, escaped(label), Text::Wrap::no);
        pair->Add(title);
        pair->AddSpacer(4 - ring);
        pair->Add(control, 0, wxEXPAND | wxLEFT | wxRIGHT, -ring);
        grid->Add(pair, 1, wxEXPAND);
        return title;
    };
    const auto field = [&](const wxString& label) {
        auto* const made = new RingedField{this, theme(), 34};
        native::set_accessible_name(made->field(), label);
        auto* const title = with_label(label, made, RingedField::kRing);
        entries_.push_back({made, title, label});
    };
    kind_ = new wxChoice{this, wxID_ANY};
    kind_->SetFont(theme().font(Type::text));
    for (const auto* kind : kKinds)
        kind_->Append(document_kind(kind));
    kind_->SetSelection(0);
    kind_->SetMinSize({-1, theme().around_line(34)});
    native::set_accessible_name(*kind_, tr("Kind of document"));
    with_label(tr("Kind of document"), kind_, 0);
    field(tr("Number of the document"));
    field(tr("Personal number (EGN or LNCh), if there is one"));
    field(tr("Given name"));
    field(tr("Father's name, if there is one"));
    field(tr("Family name"));
    field(tr("Birth date: DD.MM.YYYY, MM.YYYY or YYYY"));
    field(tr("Valid until, if there is an end"));
    zone_ = new RingedField{this, theme(), 56, wxTE_MULTILINE};
    zone_->field().SetFont(theme().monospaced(10));
    native::set_accessible_name(zone_->field(), tr("Or the lines of the zone, as they stand there"));
    message_ = new Notice{this, theme()};
    message_->Hide();
    column().AddSpacer(6);
    column().Add(grid, 0, wxEXPAND);
    column().Add(add_text(this, Type::bold, theme().ink, tr("Or the lines of the zone, as they stand there")), 0,
                 wxEXPAND | wxTOP, 6);
    column().Add(zone_, 0, wxEXPAND | wxTOP, 2);
    column().Add(message_, 0, wxEXPAND | wxTOP, 8);
    column().AddSpacer(4);
}

void TypedDocumentPage::render(const View& view)
{
    const auto& step = std::get<DocumentView>(view.step);
    auto& scanned = entries_.at(personal_number).field->field();
    if (scanned.IsEmpty() && !step.personal_number.empty()) scanned.ChangeValue(utf8(step.personal_number));
    const auto& faults = step.typed_faults;
    if (faults.empty()) {
        tell(*message_, step.message);
    } else {
        wxString all;
        for (const auto& fault : faults)
            all += sentence_of({FieldMessage::Tone::bad, fault, {}, {}}).title + " ";
        message_->show(
            Tone::bad, Shape::octagon,
            tr("%u field is not right yet:", "%u fields are not right yet:", static_cast<unsigned>(faults.size())),
            all);
    }
    if (faults == faults_) return;
    faults_ = faults;
    for (const auto& entry : entries_)
        mark(entry, false);
    for (const auto& fault : faults)
        mark(entries_.at(field_of(fault)), true);
    if (!faults.empty()) {
        native::announce(*message_, sentence_of({FieldMessage::Tone::bad, faults.front(), {}, {}}).title);
        entries_.at(field_of(faults.front())).field->field().SetFocus();
    }
    settle(*this);
}

/// Colour and shape, and for assistive technology the name.
void TypedDocumentPage::mark(const Entry& entry, bool wrong)
{
    entry.title->SetForegroundColour(wrong ? theme().tone_ink(Tone::bad) : theme().ink);
    entry.title->say(wrong ? wxString::FromUTF8("✗ ") + entry.label : entry.label);
    native::set_accessible_name(entry.field->field(),
                                wrong ? wxString::Format(tr("%s, not right"), entry.label) : entry.label);
}

wxWindow* TypedDocumentPage::first_field()
{
    return &entries_.front().field->field();
}

void TypedDocumentPage::enter()
{
    if (!zone_->field().IsEmpty()) return enter_zone();
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
