#pragma once

#include <wx/panel.h>

#include "kiosk/core/screen.hpp"
#include "kiosk/ui/theme.hpp"

namespace kiosk::ui {
/// The decisions that wait to be sent, `rows` of them seen at once. Reference, time and outcome are all that the
/// counter itself can read of them.
class WaitingList : public wxPanel {
public:
    WaitingList(wxWindow* parent, const Theme& theme, const SideView& side, std::size_t rows);
};
} // namespace kiosk::ui
