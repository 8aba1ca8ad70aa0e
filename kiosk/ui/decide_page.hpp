#pragma once

#include "kiosk/ui/page.hpp"

class wxButton;

namespace kiosk::ui {
class FeatureList;
class PortraitView;

/// Step 4: the one decision. Only F8 makes it.
class DecidePage final : public Page {
public:
    DecidePage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    bool has_tick(int number) const override;
    void tick(int number) override;
    wxString help() const override;

private:
    PortraitView* portrait_;
    FeatureList* features_;
    Rows* lines_;
    wxButton* confirm_;
    Text* note_;
    Notice* message_;
};
} // namespace kiosk::ui
