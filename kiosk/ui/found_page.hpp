#pragma once

#include "kiosk/ui/page.hpp"

namespace kiosk::ui {
/// Step 1: the citizen confirms that the account is theirs.
class FoundPage final : public Page {
public:
    FoundPage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxString help() const override;

private:
    RingedField* entered_;
    wxStaticBitmap* pass_tick_;
    Text* pass_;
    Text* username_;
    Text* email_;
    Text* state_;
    Notice* message_;
};
} // namespace kiosk::ui
