#include "kiosk/ui/camera_view.hpp"

#include <algorithm>

#include <wx/image.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
CameraView::CameraView(wxWindow* parent, const Theme& theme, int width_px, const wxString& advice)
    : wxPanel{parent}, width_{width_px}, height_{width_px * 10 / 16}
{
    SetBackgroundColour(parent->GetBackgroundColour());
    wxImage black{width_, height_};
    black.SetRGB({0, 0, width_, height_}, 0x1B, 0x1F, 0x24);
    picture_ = new wxStaticBitmap{this, wxID_ANY, wxBitmap{black}};
    native::set_accessible_name(*picture_, tr("Picture of the camera"));
    auto* const hint = new Text{this, theme, Type::text, theme.quiet, Text::Wrap::yes};
    hint->say(advice);
    auto* const column = new wxBoxSizer{wxVERTICAL};
    column->Add(picture_);
    column->Add(hint, 0, wxEXPAND | wxTOP, 8);
    SetSizer(column);
}

void CameraView::show(const wxImage& frame)
{
    if (!IsShown() || !frame.IsOk()) return;
    const double factor = std::min(double(width_) / frame.GetWidth(), double(height_) / frame.GetHeight());
    picture_->SetBitmap(wxBitmap{frame.Scale(static_cast<int>(frame.GetWidth() * factor),
                                             static_cast<int>(frame.GetHeight() * factor), wxIMAGE_QUALITY_NORMAL)});
}
} // namespace kiosk::ui
