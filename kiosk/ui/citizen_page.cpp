#include "kiosk/ui/citizen_page.hpp"

#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/textctrl.h>

#include "kiosk/ui/camera_view.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
CitizenPage::CitizenPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("Scan the pass or type the username"), tr("The citizen shows the pass on paper or on the phone."));
    field_ = new RingedField{this, theme(), 54};
    field_->field().SetFont(theme().font(Type::text).Scaled(1.25F));
    native::set_accessible_name(field_->field(), tr("Pass or username"));
    scanner_dot_ =
        new wxStaticBitmap{this, wxID_ANY, shape(Shape::dot, theme().tone_ink(Tone::good), theme().grown(11))};
    scanner_ = add_text(this, Type::text, theme().quiet, {});
    message_ = new Notice{this, theme()};
    message_->Hide();
    camera_ =
        new CameraView{this, theme(), 352, tr("Hold the QR code still in front of the camera. F3 switches it off.")};
    camera_->Hide();
    accepted_ = new wxPanel{this};
    accepted_->SetBackgroundColour(theme().paper);
    auto* const accepted = new wxBoxSizer{wxVERTICAL};
    accepted->Add(add_text(accepted_, Type::bold, theme().ink, tr("What the field accepts"), Text::Wrap::no));
    auto* const rows = new Rows{accepted_, theme(), 33};
    rows->show({{.shape = Shape::sheet,
                 .tone = Tone::information,
                 .term = tr("QR code of the pass"),
                 .text = tr("scanner or <b>F3</b> Camera")},
                {.shape = Shape::card,
                 .tone = Tone::information,
                 .term = tr("the 16 digits below it"),
                 .text = tr("with or without blanks, e.g. 0000 0000 0000 0000")},
                {.shape = Shape::bubble,
                 .tone = Tone::information,
                 .term = tr("username"),
                 .text = tr("whole and exact, as in the portal")}});
    accepted->Add(rows, 0, wxEXPAND | wxTOP, 8);
    accepted->Add(add_text(accepted_, Type::text, theme().quiet,
                           tr("The pass is not required: the identity card and the username are enough.")),
                  0, wxEXPAND | wxTOP, 12);
    accepted_->SetSizer(accepted);

    auto* const scanner = new wxBoxSizer{wxHORIZONTAL};
    scanner->Add(scanner_dot_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, 3);
    scanner->AddSpacer(3);
    scanner->Add(scanner_, 1);
    column().AddSpacer(24);
    column().Add(add_text(this, Type::bold, theme().ink, tr("Pass or username"), Text::Wrap::no));
    column().AddSpacer(4);
    column().Add(field_, 0, wxEXPAND | wxLEFT | wxRIGHT, -RingedField::kRing);
    column().AddSpacer(8);
    column().Add(scanner, 0, wxEXPAND);
    column().Add(message_, 0, wxEXPAND | wxTOP, 16);
    column().Add(camera_, 0, wxTOP, 16);
    column().Add(accepted_, 0, wxEXPAND | wxTOP, 28);
    column().AddSpacer(20);
}

void CitizenPage::render(const View& view)
{
    const auto& step = std::get<CitizenView>(view.step);
    const bool looking_up = step.state == CitizenView::State::looking_up;
    field_->field().SetEditable(!looking_up);
    if (shown_citizen_ && *shown_citizen_ != step.citizen) field_->field().Clear();
    shown_citizen_ = step.citizen;
    if (field_->field().IsEmpty() && !step.entered.empty()) field_->field().ChangeValue(utf8(step.entered));
    const bool lost = view.strip.scanner == StripView::Scanner::lost;
    const auto tone = looking_up ? Tone::information : lost ? Tone::caution : Tone::good;
    scanner_dot_->SetBitmap(shape(Shape::dot, theme().tone_ink(tone), theme().grown(11)));
    const auto colour = theme().tone_ink(tone).GetAsString(wxC2S_HTML_SYNTAX);
    const auto strong = looking_up                                        ? tr("Looking for the account...")
                        : lost                                            ? tr("The scanner is not connected.")
                        : view.strip.scanner == StripView::Scanner::ready ? tr("The scanner is ready.")
                                                                          : tr("The field waits for the scanner.");
    const auto quiet = looking_up ? tr("This takes a moment.")
                       : lost     ? tr("Connect it, or type the username.")
                                  : tr("Reading starts by itself, press nothing.");
    scanner_->say_markup(wxString::Format("<span foreground=\"%s\" weight=\"bold\">%s</span> %s", colour,
                                          escaped(strong), escaped(quiet)));
    if (tell(*message_, step.message)) step.entered.empty() ? field_->field().Clear() : field_->field().SelectAll();
    camera_->Show(step.camera_on);
    accepted_->Show(!step.camera_on);
}

wxWindow* CitizenPage::first_field()
{
    return &field_->field();
}

void CitizenPage::enter()
{
    const auto typed = field_->field().GetValue().Trim().Trim(false);
    if (typed.empty())
        counter().press(Action::next);
    else
        counter().scanned(typed.utf8_string());
}

wxString CitizenPage::help() const
{
    return tr("The pass names the account; the identity card proves the person. A citizen without a pass tells you the "
              "username. Without both, the citizen finds it in the letters that the portal sent about the "
              "account.");
}

void CitizenPage::show_frame(const wxImage& frame)
{
    camera_->show(frame);
}
} // namespace kiosk::ui
