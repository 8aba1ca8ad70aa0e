#pragma once

#include "kiosk/ui/page.hpp"

namespace kiosk::ui {
/// Nothing of the case is on the screen; the clerk's password brings it back.
class HiddenPage final : public Page {
public:
    HiddenPage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxWindow* first_field() override;
    void enter() override;
    wxString help() const override;

private:
    RingedField* password_;
    Text* clerk_;
    Text* cleared_;
    Notice* message_;
    bool checking_{};
};
} // namespace kiosk::ui
