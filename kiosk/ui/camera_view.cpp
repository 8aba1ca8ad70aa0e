#include "kiosk/ui/camera_view.hpp"

#include <algorithm>

#include <wx/dcmemory.h>
#include <wx/image.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
CameraView::CameraView(wxWindow* parent, const Theme& theme, int width_px, const wxString& advice)
    : wxPanel{parent}, theme_{theme}, width_{width_px}, height_{width_px * 10 / 16}
{
    SetBackgroundColour(parent->GetBackgroundColour());
    picture_ = new wxStaticBitmap{this, wxID_ANY, wxBitmap{width_, height_}};
    say_starting();
    native::set_accessible_name(*picture_, tr("Picture of the camera"));
    auto* const hint = new Text{this, theme, Type::text, theme.quiet, Text::Wrap::yes};
    hint->say(advice);
    auto* const column = new wxBoxSizer{wxVERTICAL};
    column->Add(picture_);
    column->Add(hint, 0, wxEXPAND | wxTOP, 8);
    SetSizer(column);
}

bool CameraView::Show(bool show)
{
    if (show && !IsShown()) say_starting();
    return wxPanel::Show(show);
}

void CameraView::say_starting()
{
    const wxColour ink{0xFF, 0xFF, 0xFF};
    const wxColour ground{0x1B, 0x1F, 0x24};
    wxBitmap picture{width_, height_};
    wxMemoryDC dc{picture};
    dc.SetBackground(ground);
    dc.Clear();
    dc.SetTextForeground(ink);
    dc.SetFont(theme_.font(Type::text));
    dc.DrawLabel(tr("The camera is starting…"), {0, 0, width_, height_}, wxALIGN_CENTRE);
    dc.SelectObject(wxNullBitmap);
    picture_->SetBitmap(picture);
}

void CameraView::show(const wxImage& frame)
{
    if (!IsShown() || !frame.IsOk()) return;
    const double factor = std::min(double(width_) / frame.GetWidth(), double(height_) / frame.GetHeight());
    picture_->SetBitmap(wxBitmap{frame.Scale(static_cast<int>(frame.GetWidth() * factor),
                                             static_cast<int>(frame.GetHeight() * factor), wxIMAGE_QUALITY_NORMAL)});
}
} // namespace kiosk::ui
