#include "kiosk/ui/sign_in_page.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/textctrl.h>

#include "kiosk/ui/keyboard_notice.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/strip_panel.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr int kFormWidth = 480;
constexpr int kNarrow = 880;
constexpr int kEdge = 48;

wxString scanner_words(StripView::Scanner scanner)
{
    switch (scanner) {
    case StripView::Scanner::keyboard:
        return tr("types like a keyboard");
    case StripView::Scanner::ready:
        return tr("ready");
    case StripView::Scanner::lost:
        return tr("not connected");
    }
    return {};
}

wxString certificate_words(const SignInView& step)
{
    const auto day = date_text(*step.certificate_until);
    switch (step.certificate) {
    case SignInView::Certificate::valid:
        return wxString::Format(tr("valid until %s"), day);
    case SignInView::Certificate::ends_soon:
        return wxString::Format(tr("ends on %s; call an operator"), day);
    case SignInView::Certificate::ended:
        return wxString::Format(tr("ended on %s; call an operator"), day);
    }
    return {};
}

std::vector<Row> state_rows(const View& view, const SignInView& step)
{
    const auto& strip = view.strip;
    std::vector<Row> rows;
    const auto add = [&](bool good, const wxString& term, const wxString& text) {
        rows.push_back({.shape = good ? Shape::tick : Shape::triangle,
                        .tone = good ? Tone::good : Tone::caution,
                        .term = term,
                        .text = escaped(text)});
    };
    auto portal = connection_words(strip);
    if (strip.last_sync) portal += ", " + wxString::Format(tr("synced %s"), minute_text(*strip.last_sync));
    add(strip.connection == StripView::Connection::online, tr("Portal"), lowered(portal));
    add(strip.reader != StripView::Reader::none && strip.reader != StripView::Reader::failed, tr("Card reader"),
        reader_words(strip.reader));
    if (const auto trouble = trouble_words(strip); !trouble.empty()) add(false, tr("Attention"), trouble);
    add(strip.scanner != StripView::Scanner::lost, tr("Barcode scanner"), scanner_words(strip.scanner));
    if (strip.queue > 0) add(false, tr("Queue"), tr("%u record is waiting", "%u records are waiting", strip.queue));
    if (strip.trouble == StripView::Trouble::certificate_refused)
        add(false, tr("Certificate of the counter"), tr("not accepted by the portal"));
    else if (step.certificate_until)
        add(step.certificate == SignInView::Certificate::valid, tr("Certificate of the counter"),
            certificate_words(step));
    add(!strip.file_keys, tr("Keys of the counter"),
        strip.file_keys ? tr("in a file: for demonstration only") : tr("in a protected store"));
    return rows;
}
} // namespace

SignInPage::SignInPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    SetSizer(nullptr); // question and hint stand nowhere here, the help beside the state
    form_part_ = make_form();
    state_part_ = make_state();
    stand(false);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        stand(event.GetSize().x < theme().grown(kNarrow));
        event.Skip();
    });
}

/// In a narrow window the form stands above: it is what the clerk came for.
void SignInPage::stand(bool narrow)
{
    if (narrow_ == narrow) return;
    narrow_ = narrow;
    SetSizer(nullptr); // lets go of the parts
    auto* const parts = new wxBoxSizer{narrow ? wxVERTICAL : wxHORIZONTAL};
    if (narrow) parts->Add(form_part_, 0, wxEXPAND);
    parts->Add(state_part_, 1, wxEXPAND);
    if (!narrow) parts->Add(form_part_, 0, wxEXPAND);
    SetSizer(parts);
}

wxPanel* SignInPage::make_state()
{
    auto* const made = new wxPanel{this};
    made->SetBackgroundColour(theme().paper);
    auto* const left = new wxBoxSizer{wxVERTICAL};
    auto* const bar = new wxPanel{made};
    bar->SetBackgroundColour(theme().accent);
    bar->SetMinSize({64, 6});
    desk_ = new Text{made, theme(), Type::result, theme().ink, Text::Wrap::yes};
    office_ = new Text{made, theme(), Type::text, theme().ink, Text::Wrap::yes};
    office_->SetFont(theme().font(Type::text).Scaled(1.3F));
    place_ = new Text{made, theme(), Type::text, theme().quiet, Text::Wrap::yes};
    state_ = new Rows{made, theme(), 33};
    software_ = new Text{made, theme(), Type::small, theme().quiet, Text::Wrap::yes};
    left->AddStretchSpacer();
    left->AddSpacer(20);
    left->Add(bar);
    left->AddSpacer(24);
    left->Add(desk_, 0, wxEXPAND);
    left->AddSpacer(8);
    left->Add(office_, 0, wxEXPAND);
    left->AddSpacer(4);
    left->Add(place_, 0, wxEXPAND);
    left->AddSpacer(48);
    help_notice().Reparent(made);
    left->Add(&help_notice(), 0, wxEXPAND | wxBOTTOM, 16);
    left->Add(state_, 0, wxEXPAND);
    left->AddSpacer(16);
    left->Add(software_, 0, wxEXPAND);
    left->AddSpacer(20);
    left->AddStretchSpacer(2);
    auto* const sides = new wxBoxSizer{wxVERTICAL};
    sides->Add(left, 1, wxEXPAND | wxLEFT | wxRIGHT, kEdge);
    made->SetSizer(sides);
    return made;
}

wxPanel* SignInPage::make_form()
{
    auto* const form = new wxPanel{this};
    form->SetBackgroundColour(theme().surface);
    auto* const fields = new wxBoxSizer{wxVERTICAL};
    auto* const title = new Text{form, theme(), Type::question, theme().ink, Text::Wrap::yes};
    title->say(tr("Sign-in for clerks"));
    username_ = new RingedField{form, theme(), 40};
    password_ = new RingedField{form, theme(), 40, wxTE_PASSWORD};
    plain_password_ = new RingedField{form, theme(), 40};
    plain_password_->Hide();
    native::set_accessible_name(username_->field(), tr("Username"));
    native::set_accessible_name(password_->field(), tr("Password"));
    native::set_accessible_name(plain_password_->field(), tr("Password, shown"));
    reveal_ = new wxButton{form, wxID_ANY, tr("Show")};
    reveal_->SetFont(theme().font(Type::text));
    const int word_width = std::max(reveal_->GetTextExtent(tr("Show")).x, reveal_->GetTextExtent(tr("Hide")).x);
    reveal_->SetMinSize({word_width + 2 * theme().grown(13) + 8, theme().around_line(40)});
    reveal_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { show_password(!plain_password_->IsShown()); });
    auto* const keyboard = new KeyboardNotice{form, theme()};
    message_ = new Notice{form, theme()};
    message_->Hide();
    sign_in_ = new wxButton{form, wxID_ANY};
    sign_in_->SetFont(theme().font(Type::bold));
    native::add_style_class(*sign_in_, "gishe-main");
    sign_in_->SetLabelMarkup("<b>Enter</b>  <b>" + tr("Sign in") + "</b>");
    native::set_accessible_name(*sign_in_, "Enter " + tr("Sign in"));
    sign_in_->SetMinSize({-1, theme().around_line(48)});
    sign_in_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { enter(); });
    offline_ = new Text{form, theme(), Type::text, theme().quiet, Text::Wrap::yes};

    const auto label = [&](const wxString& text) {
        auto* const made = new Text{form, theme(), Type::bold, theme().ink};
        made->say(text);
        return made;
    };
    auto* const password_line = new wxBoxSizer{wxHORIZONTAL};
    password_line->Add(password_, 1, wxEXPAND);
    password_line->Add(plain_password_, 1, wxEXPAND);
    password_line->Add(reveal_, 0, wxLEFT | wxTOP, RingedField::kRing);
    const int edge = wxEXPAND | wxLEFT | wxRIGHT;
    constexpr int kRinged = kEdge - RingedField::kRing;
    auto* const password_row = new wxBoxSizer{wxHORIZONTAL};
    password_row->AddSpacer(kRinged);
    password_row->Add(password_line, 1);
    password_row->AddSpacer(kEdge);
    fields->AddStretchSpacer();
    fields->AddSpacer(20);
    fields->Add(title, 0, edge, kEdge);
    fields->AddSpacer(32);
    fields->Add(label(tr("Username")), 0, edge, kEdge);
    fields->AddSpacer(4);
    fields->Add(username_, 0, edge, kRinged);
    fields->AddSpacer(14);
    fields->Add(label(tr("Password")), 0, edge, kEdge);
    fields->AddSpacer(4);
    fields->Add(password_row, 0, wxEXPAND);
    fields->AddSpacer(4);
    fields->Add(keyboard, 0, edge, kEdge);
    fields->AddSpacer(12);
    fields->Add(message_, 0, edge, kEdge);
    fields->AddSpacer(12);
    fields->Add(sign_in_, 0, edge, kEdge);
    fields->AddSpacer(24);
    fields->Add(offline_, 0, edge, kEdge);
    fields->AddSpacer(20);
    fields->AddStretchSpacer(2);
    form->SetSizer(fields);
    form->SetMinSize({theme().grown(kFormWidth), -1});
    return form;
}

void SignInPage::render(const View& view)
{
    const auto& step = std::get<SignInView>(view.step);
    desk_->say(utf8(view.strip.desk));
    office_->say(utf8(view.strip.office));
    office_->Show(!view.strip.office.empty());
    place_->say(
        utf8(view.strip.municipality.empty() ? view.strip.place : view.strip.municipality + " · " + view.strip.place));
    state_->show(state_rows(view, step));
    software_->say(utf8(step.software));
    offline_->say(tr("Without a connection you can sign in with the same password, if you signed in at this counter "
                     "during the last %u day.",
                     "Without a connection you can sign in with the same password, if you signed in at this counter "
                     "during the last %u days.",
                     step.key_days));
    const bool was_checking = shown_state_ == SignInView::State::checking;
    shown_state_ = step.state;
    const bool checking = step.state == SignInView::State::checking;
    sign_in_->Enable(step.state == SignInView::State::ready);
    username_->field().Enable(!checking);
    password_->field().Enable(!checking);
    if (username_->field().IsEmpty() && !step.username.empty()) username_->field().ChangeValue(utf8(step.username));
    if (checking) {
        message_->show(Tone::information, Shape::information, tr("Checking the password..."), {});
    } else if (step.state == SignInView::State::not_enrolled) {
        const auto sentence = sentence_of({.tone = FieldMessage::Tone::caution, .code = "not_enrolled", .raw = {}});
        message_->show(Tone::caution, Shape::triangle, sentence.title, sentence.advice);
    } else {
        tell(*message_, step.message);
    }
    if (was_checking && !checking) {
        password_->field().Clear();
        plain_password_->field().Clear();
        first_field()->SetFocus();
    }
}

wxWindow* SignInPage::first_field()
{
    if (username_->field().IsEmpty()) return &username_->field();
    return plain_password_->IsShown() ? &plain_password_->field() : &password_->field();
}

void SignInPage::enter()
{
    auto& password = plain_password_->IsShown() ? plain_password_->field() : password_->field();
    const bool to_the_password = !username_->field().IsEmpty() && password.IsEmpty() && !password.HasFocus();
    if (username_->field().IsEmpty()) username_->field().SetFocus();
    if (to_the_password) {
        password.SetFocus();
    } else if (shown_state_ == SignInView::State::ready) {
        counter().sign_in(username_->field().GetValue().Trim().Trim(false).utf8_string(),
                          password.GetValue().utf8_string());
    }
}

wxString SignInPage::help() const
{
    return tr("Sign in with your own name: every decision carries your signature. If you forgot the password, "
              "speak to an operator. F11 changes the contrast, F12 the language, Ctrl + and Ctrl - the size "
              "of the text.");
}

void SignInPage::show_password(bool shown)
{
    auto& from = shown ? password_->field() : plain_password_->field();
    auto& to = shown ? plain_password_->field() : password_->field();
    to.ChangeValue(from.GetValue());
    from.Clear();
    password_->Show(!shown);
    plain_password_->Show(shown);
    reveal_->SetLabel(shown ? tr("Hide") : tr("Show"));
    settle(*this);
    to.SetFocus();
    to.SetInsertionPointEnd();
}
} // namespace kiosk::ui
