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

    wxPanel* form_part_ = nullptr;
    wxPanel* state_part_ = nullptr;
    std::optional<bool> narrow_;
    Text* desk_ = nullptr;
    Text* office_ = nullptr;
    Text* place_ = nullptr;
    Rows* state_ = nullptr;
    Text* software_ = nullptr;
    Text* offline_ = nullptr;
    RingedField* username_ = nullptr;
    RingedField* password_ = nullptr;
    RingedField* plain_password_ = nullptr;
    wxButton* reveal_ = nullptr;
    wxButton* sign_in_ = nullptr;
    Notice* message_ = nullptr;
    SignInView::State shown_state_{};
};
} // namespace kiosk::ui
