#pragma once

#include "kiosk/ui/page.hpp"

class wxGauge;

namespace kiosk::ui {
class CameraView;
class ZoneCard;

/// Step 2: the chip by CAN at the left, the machine-readable zone as the equally good road beside it.
class DocumentPage final : public Page {
public:
    DocumentPage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxWindow* first_field() override;
    void enter() override;
    bool takes_enter() const override
    {
        return shown_state_ == DocumentView::State::waiting || shown_state_ == DocumentView::State::failed;
    }
    wxString help() const override;
    void show_frame(const wxImage& frame) override;

private:
    wxWindow* make_zone_road();
    void show_progress(const DocumentView& step);

    RingedField* can_ = nullptr;
    wxStaticBitmap* can_shape_ = nullptr;
    Text* can_verdict_ = nullptr;
    Notice* message_ = nullptr;
    wxPanel* progress_ = nullptr;
    Text* now_ = nullptr;
    Text* percent_ = nullptr;
    wxGauge* gauge_ = nullptr;
    Rows* stages_ = nullptr;
    ZoneCard* drawing_ = nullptr;
    CameraView* camera_ = nullptr;
    Text* camera_key_ = nullptr;
    std::string shown_can_;
    DocumentView::State shown_state_{};
};
} // namespace kiosk::ui
