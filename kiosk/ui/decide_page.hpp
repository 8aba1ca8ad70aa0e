#pragma once

#include "kiosk/ui/page.hpp"

class wxButton;

namespace kiosk::ui {
class PortraitView;

/// Step 4: the one decision. Only F8 makes it.
class DecidePage final : public Page {
public:
    DecidePage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxString help() const override;

private:
    PortraitView* portrait_;
    Rows* lines_;
    wxButton* confirm_;
    Text* note_;
    Notice* message_;
};
} // namespace kiosk::ui
