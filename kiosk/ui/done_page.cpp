#include "kiosk/ui/done_page.hpp"

#include <wx/sizer.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/objection_words.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
using portal::contract::ReceiptOutcome;

struct Result {
    Tone tone{};
    wxString title;
    wxString when;
};

bool taken(const DoneView& step)
{
    return step.receipt && step.receipt->outcome == ReceiptOutcome::accepted;
}
bool disputed(const DoneView& step)
{
    return step.receipt && step.receipt->outcome != ReceiptOutcome::accepted;
}

/// Only then does the portal open payments and write to the account.
bool reads_mail(const DoneView& step)
{
    using enum portal::contract::AccountState;
    return step.account == unverified || step.account == verified;
}

Result result_of(const DoneView& step)
{
    const auto recorded = wxString::Format(tr("Recorded at the counter at %s"), second_text(step.recorded));
    const auto dot = wxString::FromUTF8(" · ");
    if (disputed(step))
        return {Tone::bad,
                step.kind == DoneView::Kind::verified ? tr("The portal does not accept the confirmation")
                                                      : tr("The portal does not accept the record"),
                recorded + dot +
                    wxString::Format(tr("answered by the portal at %s"), second_text(step.receipt->received))};
    if (step.kind == DoneView::Kind::refused)
        return {Tone::caution, tr("The refusal is recorded"),
                taken(step) ? recorded + dot +
                                  wxString::Format(tr("taken by the portal at %s"), second_text(step.receipt->received))
                            : recorded};
    if (taken(step))
        return {Tone::good, tr("The identity is confirmed"),
                recorded + dot +
                    wxString::Format(tr("taken by the portal at %s"), second_text(step.receipt->received))};
    if (step.offline)
        return {Tone::caution, tr("Recorded at the counter"),
                wxString::Format(
                    reads_mail(step)
                        ? tr("The identity was checked at %s. E-payment opens as soon as the counter is online again.")
                        : tr("The identity was checked at %s. The record goes as soon as the counter is online again."),
                    minute_text(step.recorded))};
    return {Tone::information, tr("Recorded at the counter"), recorded + dot + tr("being sent to the portal")};
}

Row told(Shape shape, const wxString& title, const wxString& second)
{
    return {.shape = shape, .tone = Tone::information, .text = bold(title), .second = second};
}

bool waits_for_address(const DoneView& step)
{
    return step.account == portal::contract::AccountState::email_unconfirmed;
}

/// What the confirmation opens, as far as the counter knows of the account.
Row payment_of(const DoneView& step)
{
    const auto username = utf8(step.username);
    if (waits_for_address(step))
        return told(Shape::card, tr("E-payment opens when the e-mail is confirmed"),
                    wxString::Format(tr("The citizen opens the link in the letter to %s."), utf8(step.email_masked)));
    if (!reads_mail(step))
        return told(
            Shape::card, tr("The portal has taken the confirmation"),
            wxString::Format(tr("E-payment is open for %s unless the account is paused or its e-mail not confirmed."),
                             username));
    return told(Shape::card, tr("E-payment is open"),
                wxString::Format(tr("%s sees the obligations at once; payment through the portal is being prepared."),
                                 username));
}

std::vector<Row> lines_of(const DoneView& step)
{
    const auto email = utf8(step.email_masked);
    if (disputed(step)) {
        const auto why = objection_words(step.receipt->reason);
        return {told(Shape::information, why.title, why.advice),
                told(Shape::card, tr("This visit opens no e-payment"), tr("What was open before stays as it was.")),
                told(Shape::sheet, tr("The record is kept, signed"), tr("Supervisors see it in the portal."))};
    }
    if (step.kind == DoneView::Kind::refused) {
        std::vector<Row> rows;
        if (step.refusal) {
            rows.push_back(told(Shape::information, reason_text(*step.refusal), tr("The reason that was recorded.")));
            if (!bring_text(*step.refusal).empty())
                rows.push_back(told(Shape::card, tr("What to bring next time"), bring_text(*step.refusal)));
        }
        rows.push_back(
            told(Shape::tick, tr("The account stays as it is"), tr("The citizen may come again at any time.")));
        return rows;
    }
    if (taken(step)) {
        std::vector<Row> rows{payment_of(step)};
        if (reads_mail(step))
            rows.push_back(told(Shape::envelope, wxString::Format(tr("A notice to %s"), email),
                                tr("Date, hour and counter, and what to do if it was somebody else.")));
        if (step.valid_until)
            rows.push_back(told(Shape::calendar, wxString::Format(tr("Valid until %s"), date_text(*step.valid_until)),
                                tr("As long as the document.")));
        return rows;
    }
    std::vector<Row> rows{
        told(Shape::tick, tr("The citizen may go now"),
             wxString::Format(tr("The record is signed and keeps its place: number %s."), utf8(step.record_number)))};
    if (waits_for_address(step))
        rows.push_back(payment_of(step));
    else
        rows.push_back(told(Shape::envelope,
                            reads_mail(step) ? wxString::Format(tr("A notice will come to %s"), email)
                                             : tr("A notice will come where the e-mail is confirmed"),
                            tr("When the portal has taken the record, or does not accept it.")));
    if (step.offline)
        rows.push_back(
            told(Shape::information, tr("The portal checks one more thing"),
                 tr("What could not be compared here is compared by the portal after the connection is back.")));
    return rows;
}
wxString help_of(const DoneView& step)
{
    if (!disputed(step))
        return tr("The record stands on the disk of the counter, signed. The portal takes it by itself, also after an "
                  "hour without a connection. Enter starts the next citizen.");
    const auto why = objection_words(step.receipt->reason);
    if (step.kind == DoneView::Kind::refused)
        return wxString::Format(
            tr("The portal has the refusal, but objects: %s Nothing was lost, and the account stays as it was. "
               "Supervisors see the record in the portal."),
            why.title);
    if (!citizen_is_told(step.receipt->reason))
        return wxString::Format(
            // TRANSLATORS: the reason and what to do about it, a sentence each.
            tr("The portal has the record, but objects: %s %s Nothing was lost: supervisors see the record. "
               "The citizen's account does not show this visit, and e-payment does not open by it."),
            why.title, why.advice);
    return wxString::Format(
        // TRANSLATORS: the reason and what to do about it, a sentence each.
        tr("The portal has the record, but objects: %s %s If the citizen has gone or nothing can be done now, "
           "supervisors look at it: the citizen's account says so, and there is no need to come again before the "
           "municipality writes."),
        why.title, why.advice);
}
} // namespace

DonePage::DonePage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    result_box_ = new Box{this, theme(), theme().tint(Tone::good), 20};
    result_shape_ =
        new wxStaticBitmap{result_box_, wxID_ANY, shape(Shape::circled_tick, theme().ink, theme().grown(56))};
    result_ = add_text(result_box_, Type::result, theme().ink, {});
    when_ = add_text(result_box_, Type::text, theme().ink, {});
    auto* const words = new wxBoxSizer{wxVERTICAL};
    words->Add(result_, 0, wxEXPAND);
    words->Add(when_, 0, wxEXPAND);
    auto* const line = new wxBoxSizer{wxHORIZONTAL};
    line->Add(result_shape_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 4);
    line->Add(words, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, 20);
    result_box_->content().Add(line, 0, wxEXPAND);
    heading_ = add_text(this, Type::bold, theme().ink, {});
    lines_ = new Rows{this, theme(), 61};
    number_ = add_text(this, Type::text, theme().quiet, {});
    column().Add(result_box_, 0, wxEXPAND);
    column().Add(heading_, 0, wxEXPAND | wxTOP, 20);
    column().Add(lines_, 0, wxEXPAND | wxTOP, 6);
    column().Add(number_, 0, wxEXPAND | wxTOP, 20);
    column().AddSpacer(20);
}

void DonePage::render(const View& view)
{
    const auto& step = std::get<DoneView>(view.step);
    const auto result = result_of(step);
    const auto tint = theme().tint(result.tone);
    result_box_->set_tint(tint);
    const bool filled = result.tone == Tone::good && !theme().high_contrast();
    const int size = theme().grown(56);
    if (disputed(step))
        result_shape_->SetBitmap(shape(Shape::octagon, theme().tone_ink(Tone::bad), size));
    else
        result_shape_->SetBitmap(filled ? filled_tick(theme().tone_ink(Tone::good), theme().paper, size)
                                        : shape(Shape::circled_tick, theme().tone_ink(result.tone), size));
    result_->SetForegroundColour(tint.ink);
    result_->say(result.title);
    when_->say(result.when);
    const bool sure = taken(step) && step.kind == DoneView::Kind::verified;
    const bool refused = step.kind == DoneView::Kind::refused;
    heading_->say(disputed(step) || refused ? tr("Why, and what to tell the citizen")
                  : sure                    ? tr("What the citizen gets")
                                            : tr("What to tell the citizen"));
    lines_->show(lines_of(step));
    number_->say(wxString::Format(tr("Number of the record: %s"), utf8(step.record_number)));
    help_ = help_of(step);
    native::set_accessible_name(*this, result.title);
    if (announced_ != result.title) native::announce(*this, result.title);
    announced_ = result.title;
}

wxString DonePage::help() const
{
    return help_;
}
} // namespace kiosk::ui
