#include "kiosk/ui/document_page.hpp"

#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/textctrl.h>

#include "kiosk/ui/camera_view.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"
#include "kiosk/ui/zone_card.hpp"

namespace kiosk::ui {
namespace {
constexpr int kCanDigits = 6;
constexpr double kSideBySideUpTo = 1.5; // of the text's scale; then chip and zone stand below each other

/// `VIKTORIA KONSTANTINOVA · 641000027 · valid until 28.02.2033 · not yet checked`
wxString zone_words(const DocumentView::ChipZone& zone)
{
    const auto dot = wxString::FromUTF8(" · ");
    wxString words = utf8(zone.names) + dot + utf8(zone.number) + dot;
    if (zone.expiry) words += wxString::Format(tr("valid until %s"), date_text(*zone.expiry)) + dot;
    return words + tr("not yet checked");
}

Row stage_row(const DocumentView::StageLine& line, const DocumentView& step)
{
    using State = DocumentView::StageLine::State;
    Row row{.text = escaped(stage_name(line.stage))};
    if (step.zone && line.stage == hardware::document::Stage::data) row.second = zone_words(*step.zone);
    switch (line.state) {
    case State::waiting:
        row.shape = Shape::absent;
        row.quiet = true;
        row.aside = tr("follows");
        break;
    case State::running:
        row.shape = Shape::running;
        row.tone = Tone::information;
        row.text = bold(stage_name(line.stage));
        if (line.total > 0)
            row.aside = wxString::Format(tr("%u of %u kB"), static_cast<unsigned>((line.done + 512) / 1024),
                                         static_cast<unsigned>((line.total + 512) / 1024));
        break;
    case State::done:
        row.shape = Shape::tick;
        row.tone = Tone::good;
        if (line.at) row.aside = seconds_text(*line.at);
        if (step.access && line.stage == hardware::document::Stage::opening)
            row.aside = access_words(*step.access) + wxString::FromUTF8(" · ") + row.aside;
        break;
    case State::failed:
        row.shape = Shape::cross;
        row.tone = Tone::bad;
        row.aside = tr("failed");
        break;
    case State::not_reached:
        row.shape = Shape::absent;
        row.quiet = true;
        row.aside = tr("not reached");
        break;
    }
    return row;
}
} // namespace

DocumentPage::DocumentPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    can_ = new RingedField{this, theme(), 40};
    can_->field().SetFont(theme().monospaced(14));
    can_->field().SetMaxLength(kCanDigits);
    can_->field().SetMinSize({can_->field().GetTextExtent("0000000000").x, theme().around_line(40)});
    native::set_accessible_name(can_->field(), tr("CAN, six digits on the front of the card"));
    can_shape_ =
        new wxStaticBitmap{this, wxID_ANY, shape(Shape::tick, theme().tone_ink(Tone::good), theme().grown(18))};
    can_verdict_ = add_text(this, Type::bold, theme().tone_ink(Tone::good), {});
    message_ = new Notice{this, theme()};
    message_->Hide();

    progress_ = new wxPanel{this};
    progress_->SetBackgroundColour(theme().paper);
    now_ = add_text(progress_, Type::bold, theme().ink, {});
    percent_ = add_text(progress_, Type::text, theme().ink, {}, Text::Wrap::no);
    gauge_ = new wxGauge{progress_, wxID_ANY, 100, wxDefaultPosition, {-1, 12}, wxGA_HORIZONTAL | wxGA_SMOOTH};
    native::set_accessible_name(*gauge_, tr("Progress of the reading"));
    auto* const above = new wxBoxSizer{wxHORIZONTAL};
    above->Add(now_, 1);
    above->Add(percent_, 0, wxLEFT, 8);
    auto* const progress = new wxBoxSizer{wxVERTICAL};
    progress->Add(above, 0, wxEXPAND);
    progress->Add(gauge_, 0, wxEXPAND | wxTOP, 6);
    progress_->SetSizer(progress);
    stages_ = new Rows{this, theme(), 33};

    auto* const can_line = new wxBoxSizer{wxHORIZONTAL};
    can_line->Add(add_text(this, Type::bold, theme().ink, "CAN", Text::Wrap::no), 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT,
                  10);
    can_line->Add(can_, 0, wxALIGN_CENTRE_VERTICAL);
    can_line->Add(add_text(this, Type::text, theme().quiet, tr("six digits, printed on the front of the card")), 1,
                  wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
    auto* const verdict = new wxBoxSizer{wxHORIZONTAL};
    verdict->Add(can_shape_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 6);
    verdict->Add(can_verdict_, 1);

    auto* const chip = new wxBoxSizer{wxVERTICAL};
    chip->Add(can_line, 0, wxEXPAND);
    chip->Add(verdict, 0, wxEXPAND | wxTOP, 6);
    chip->Add(message_, 0, wxEXPAND | wxTOP, 10);
    chip->Add(progress_, 0, wxEXPAND | wxTOP, 18);
    chip->Add(stages_, 0, wxEXPAND | wxTOP, 16);

    const bool large = theme().scale() > kSideBySideUpTo;
    auto* const columns = new wxBoxSizer{large ? wxVERTICAL : wxHORIZONTAL};
    columns->Add(chip, large ? 0 : 1, wxEXPAND);
    columns->AddSpacer(32);
    columns->Add(make_zone_road(), 0);
    column().AddSpacer(20);
    column().Add(columns, 0, wxEXPAND);
    column().AddSpacer(20);
}

wxWindow* DocumentPage::make_zone_road()
{
    auto* const road = new Box{this, theme(), theme().tint(Tone::neutral), 16};
    road->SetMinSize({theme().grown(268), -1});
    auto& lines = road->content();
    lines.Add(add_text(road, Type::bold, theme().ink, escaped(tr("No chip, or it cannot be read?"))), 0, wxEXPAND);
    lines.Add(add_text(road, Type::text, theme().ink,
                       tr("Scan the lines: three on the <b>back</b> of a card, two in a passport.")),
              0, wxEXPAND);
    lines.AddSpacer(12);
    drawing_ = new ZoneCard{road, theme()};
    lines.Add(drawing_, 0, wxALIGN_CENTRE_HORIZONTAL);
    camera_ = new CameraView{road, theme(), 208, tr("Hold them still before it.")};
    camera_->Hide();
    lines.Add(camera_, 0, wxEXPAND);
    lines.AddSpacer(16);
    auto* const table = new wxFlexGridSizer{2, 6, 12};
    table->AddGrowableCol(1);
    const auto key_colour = theme().high_contrast() ? theme().focus : theme().accent;
    const auto road_line = [&](const wxString& key, const wxColour& colour, const wxString& text) {
        table->Add(add_text(road, Type::bold, colour, key, Text::Wrap::no));
        auto* const shown = add_text(road, Type::text, theme().ink, text, Text::Wrap::no);
        table->Add(shown);
        return shown;
    };
    road_line(tr("Scanner"), theme().ink, tr("at once, without a key"));
    camera_key_ = road_line("F3", key_colour, tr("by camera"));
    road_line("F2", key_colour, tr("by hand"));
    lines.Add(table, 0, wxEXPAND);
    lines.AddSpacer(12);
    lines.Add(add_text(road, Type::small, theme().quiet, tr("Only what a device has read can be confirmed.")), 0,
              wxEXPAND);
    return road;
}

void DocumentPage::render(const View& view)
{
    const auto& step = std::get<DocumentView>(view.step);
    using State = DocumentView::State;
    const bool reading = step.state == State::reading;
    shown_state_ = step.state;
    if (reading)
        ask(tr("Leave the card on the reader"),
            tr("The chip is being read. Do not move the card until the bar has reached its end."));
    else if (step.state == State::zone_read && step.message && step.message->code == "zone_without_chip")
        ask(tr("Go on with the zone"), tr("Enter goes on with it; the comparison is next."));
    else if (step.state == State::zone_read)
        ask(tr("Go on with the zone, or read the chip too"),
            tr("Enter goes on with the zone alone. Where the card has a chip, leave it on the reader."));
    else
        ask(tr("Put the card on the reader and type its CAN"),
            tr("A passport has no CAN: scan its two lines. On a card the three lines on the back do as well."));
    if (step.can != shown_can_) {
        shown_can_ = step.can;
        can_->field().ChangeValue(utf8(step.can));
    }
    can_->field().SetEditable(!reading);

    const bool accepted = step.access.has_value();
    can_shape_->Show(accepted);
    can_verdict_->Show(accepted);
    if (accepted)
        can_verdict_->say(step.access->secret == hardware::document::SecretKind::can ? tr("The code is right")
                                                                                     : tr("The zone opens the chip"));
    if (tell(*message_, step.message)) can_->field().SelectAll();
    show_progress(step);
    drawing_->Show(!step.camera_on);
    camera_key_->say(step.camera_on ? tr("switch the camera off") : tr("by camera"));
    camera_->Show(step.camera_on);
}

void DocumentPage::show_progress(const DocumentView& step)
{
    const bool reading = step.state == DocumentView::State::reading;
    progress_->Show(reading);
    if (reading) {
        now_->say(stage_now(step.stage));
        auto percent = wxString::Format("%u %%", step.percent);
        if (step.left)
            percent += wxString::FromUTF8(" · ") +
                       tr("about %u s more", "about %u s more", static_cast<unsigned>(step.left->count()));
        percent_->say(percent);
        gauge_->SetValue(static_cast<int>(std::min(step.percent, 100U)));
    }
    std::vector<Row> rows;
    for (const auto& line : step.stages)
        rows.push_back(stage_row(line, step));
    stages_->Show(!rows.empty());
    stages_->show(std::move(rows));
}

wxWindow* DocumentPage::first_field()
{
    return &can_->field();
}

void DocumentPage::enter()
{
    const auto digits = can_->field().GetValue();
    if (digits.empty() && shown_state_ == DocumentView::State::zone_read)
        counter().press(Action::next);
    else if (can_->field().IsEditable())
        counter().enter_can(digits.utf8_string());
}

wxString DocumentPage::help() const
{
    return tr("The CAN opens the chip of the card; it stands on its front. An older card has no chip that can be read: "
              "the lines of its zone are enough. Both roads lead to the same comparison.");
}

void DocumentPage::show_frame(const wxImage& frame)
{
    camera_->show(frame);
}
} // namespace kiosk::ui
