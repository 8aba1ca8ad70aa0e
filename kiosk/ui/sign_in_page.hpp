#pragma once

#include "kiosk/ui/page.hpp"

class wxButton;

namespace kiosk::ui {
/// Sign-in: the state of the counter at the left, name and password at the right.
class SignInPage final : public Page {
public:
    SignInPage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxWindow* first_field() override;
    void enter() override;
    wxString help() const override;

private:
    wxPanel* make_state();
    wxPanel* make_form();
    void stand(bool narrow);
    void show_password(bool shown);

    wxPanel* form_part_;
    wxPanel* state_part_;
    std::optional<bool> narrow_;
    Text* desk_;
    Text* office_;
    Text* place_;
    Rows* state_;
    Text* software_;
    Text* offline_;
    RingedField* username_;
    RingedField* password_;
    RingedField* plain_password_;
    wxButton* reveal_;
    wxButton* sign_in_;
    Notice* message_;
    SignInView::State shown_state_{};
};
} // namespace kiosk::ui
