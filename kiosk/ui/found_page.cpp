#include "kiosk/ui/found_page.hpp"

#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/textctrl.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
/// The portal tells nothing of an account that is closed.
wxString email_text(const AccountSummary& account)
{
    if (account.state == portal::contract::AccountState::closed) return tr("not shown: the account is closed");
    return account.email_masked.empty() ? tr("not known without a connection") : utf8(account.email_masked);
}
} // namespace

FoundPage::FoundPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("Is this the citizen's account?"), tr("Read it aloud and wait for \"yes\". Only then press Enter."));
    entered_ = new RingedField{this, theme(), 38};
    entered_->field().Disable();
    native::set_accessible_name(entered_->field(), tr("Pass or username"));
    pass_tick_ =
        new wxStaticBitmap{this, wxID_ANY, shape(Shape::tick, theme().tone_ink(Tone::good), theme().grown(18))};
    pass_ = add_text(this, Type::bold, theme().tone_ink(Tone::good), {});

    auto* const card = new Box{this, theme(), {theme().ink, theme().paper, theme().line}, 24};
    const auto term = [&](const wxString& text) { return add_text(card, Type::text, theme().quiet, text); };
    username_ = add_text(card, Type::result, theme().ink, {});
    email_ = add_text(card, Type::text, theme().ink, {});
    state_ = add_text(card, Type::text, theme().ink, {});
    for (auto* text : {email_, state_})
        text->SetFont(theme().font(Type::text).Scaled(1.3F));
    auto* const email = new wxBoxSizer{wxVERTICAL};
    email->Add(term(tr("E-mail")), 0, wxEXPAND);
    email->Add(email_, 0, wxEXPAND);
    auto* const state = new wxBoxSizer{wxVERTICAL};
    state->Add(term(tr("State of the account")), 0, wxEXPAND);
    state->Add(state_, 0, wxEXPAND);
    auto* const pair = new wxBoxSizer{wxHORIZONTAL};
    pair->Add(email, 1, wxEXPAND | wxRIGHT, 16);
    pair->Add(state, 1, wxEXPAND);
    card->content().Add(term(tr("Username")), 0, wxEXPAND);
    card->content().Add(username_, 0, wxEXPAND);
    card->content().AddSpacer(20);
    card->content().Add(pair, 0, wxEXPAND);

    message_ = new Notice{this, theme()};
    message_->Hide();
    auto* const pass = new wxBoxSizer{wxHORIZONTAL};
    pass->Add(pass_tick_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 4);
    pass->Add(pass_, 1);
    column().AddSpacer(24);
    column().Add(add_text(this, Type::bold, theme().ink, tr("Pass or username"), Text::Wrap::no));
    column().AddSpacer(4);
    column().Add(entered_, 0, wxEXPAND | wxLEFT | wxRIGHT, -RingedField::kRing);
    column().AddSpacer(4);
    column().Add(pass, 0, wxEXPAND);
    column().AddSpacer(20);
    column().Add(card, 0, wxEXPAND);
    column().Add(message_, 0, wxEXPAND | wxTOP, 12);
    column().AddSpacer(16);
    column().Add(add_text(this, Type::text, theme().quiet,
                          tr("The names appear only after the document, so that nobody is prompted.")),
                 0, wxEXPAND);
    column().AddSpacer(20);
}

void FoundPage::render(const View& view)
{
    const auto& step = std::get<FoundView>(view.step);
    const auto& account = step.account;
    entered_->field().ChangeValue(utf8(step.entered));
    if (account.to_be_compared_by_portal)
        pass_->say(tr("Not checked yet: the portal compares when the connection is back"));
    else if (account.pass_expires && !account.state)
        pass_->say(
            wxString::Format(tr("Pass valid until %s; whether it was used or replaced, the portal checks when the "
                                "connection is back"),
                             date_text(*account.pass_expires)));
    else if (account.pass_expires)
        pass_->say(wxString::Format(tr("Pass valid until %s, unused"), date_text(*account.pass_expires)));
    else
        pass_->say(tr("The username is known to the portal"));
    const auto tone = account.state ? Tone::good : Tone::caution;
    pass_->SetForegroundColour(theme().tone_ink(tone));
    pass_tick_->SetBitmap(
        shape(tone == Tone::good ? Shape::tick : Shape::unplugged, theme().tone_ink(tone), theme().grown(18)));
    tell(*message_, step.message);
    username_->say(utf8(account.username));
    email_->say(email_text(account));
    state_->say(account.state ? account_state(*account.state) : tr("not known without a connection"));
}

wxString FoundPage::help() const
{
    return tr(
        "Confirming another person's account is the worst mistake at a counter. Let the citizen say \"yes\" to the "
        "username and the e-mail. If it is not theirs, F6 goes back to the field.");
}
} // namespace kiosk::ui
