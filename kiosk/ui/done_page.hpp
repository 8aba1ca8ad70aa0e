#pragma once

#include "kiosk/ui/page.hpp"

namespace kiosk::ui {
/// The result: recorded, accepted, refused; what the citizen gets and what to say.
class DonePage final : public Page {
public:
    DonePage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxString help() const override;

private:
    Box* result_box_;
    wxStaticBitmap* result_shape_;
    Text* result_;
    Text* when_;
    Text* heading_;
    Rows* lines_;
    Text* number_;
    wxString announced_;
    wxString help_;
};
} // namespace kiosk::ui
