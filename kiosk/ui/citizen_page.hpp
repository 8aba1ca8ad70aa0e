#pragma once

#include "kiosk/ui/page.hpp"

namespace kiosk::ui {
class CameraView;

/// Step 1: one field for pass, digits or username.
class CitizenPage final : public Page {
public:
    CitizenPage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxWindow* first_field() override;
    void enter() override;
    wxString help() const override;
    void show_frame(const wxImage& frame) override;

private:
    RingedField* field_;
    std::optional<unsigned> shown_citizen_;
    wxStaticBitmap* scanner_dot_;
    Text* scanner_;
    Notice* message_;
    CameraView* camera_;
    wxPanel* accepted_;
};
} // namespace kiosk::ui
