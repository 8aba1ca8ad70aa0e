#pragma once

#include "kiosk/ui/blocks.hpp"

class wxImage;

namespace kiosk::ui {
/// What the camera sees, so that the clerk can hold the pass or the card right.
class CameraView : public wxPanel {
public:
    /// `advice`: what to hold before the camera.
    CameraView(wxWindow* parent, const Theme& theme, int width_px, const wxString& advice);
    void show(const wxImage& frame);
    /// Shown anew it says that the camera starts, until a frame has come.
    bool Show(bool show = true) override;

private:
    void say_starting();

    const Theme& theme_;
    wxStaticBitmap* picture_;
    int width_, height_;
};
} // namespace kiosk::ui
