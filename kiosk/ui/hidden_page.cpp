#include "kiosk/ui/hidden_page.hpp"

#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "kiosk/ui/keyboard_notice.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
HiddenPage::HiddenPage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("The screen is hidden"), tr("Nobody touched the counter for a while. Your password brings the case back."));
    clerk_ = add_text(this, Type::bold, theme().ink, {});
    password_ = new RingedField{this, theme(), 40, wxTE_PASSWORD};
    password_->SetMinSize({theme().grown(400), -1});
    native::set_accessible_name(password_->field(), tr("Password"));
    message_ = new Notice{this, theme()};
    message_->Hide();
    cleared_ = add_text(this, Type::text, theme().quiet, {});
    column().AddSpacer(32);
    column().Add(clerk_, 0, wxEXPAND);
    column().AddSpacer(16);
    column().Add(add_text(this, Type::bold, theme().ink, tr("Password"), Text::Wrap::no));
    column().AddSpacer(4);
    column().Add(password_, 0, wxLEFT, -RingedField::kRing);
    column().AddSpacer(4);
    column().Add(new KeyboardNotice{this, theme()}, 0, wxEXPAND);
    column().Add(message_, 0, wxEXPAND | wxTOP, 12);
    column().Add(cleared_, 0, wxEXPAND | wxTOP, 16);
}

void HiddenPage::render(const View& view)
{
    const auto& step = std::get<HiddenView>(view.step);
    clerk_->say(wxString::Format(tr("Clerk: %s"), utf8(step.clerk)));
    const bool was_checking = std::exchange(checking_, step.checking);
    password_->field().SetEditable(!checking_);
    if (checking_) {
        message_->show(Tone::information, Shape::information, tr("Checking the password..."), {});
    } else {
        tell(*message_, step.message);
    }
    if (was_checking && !checking_) {
        password_->field().Clear();
        password_->field().SetFocus();
    }
    const auto when = step.recorded ? tr("The decision is recorded. At %s the screen is cleared by itself.")
                                    : tr("At %s the case is cleared by itself; nothing was recorded.");
    cleared_->say(step.cleared_at ? wxString::Format(when, minute_text(*step.cleared_at)) : wxString{});
}

wxWindow* HiddenPage::first_field()
{
    return &password_->field();
}

void HiddenPage::enter()
{
    if (checking_ || password_->field().IsEmpty()) return;
    counter().unlock(password_->field().GetValue().utf8_string());
}

wxString HiddenPage::help() const
{
    return tr("The screen hides so that nobody reads it while you are away. If another clerk goes on, Ctrl+L "
              "signs you out and clears the case.");
}
} // namespace kiosk::ui
