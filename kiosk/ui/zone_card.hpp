#pragma once

#include <wx/panel.h>

#include "kiosk/ui/theme.hpp"

namespace kiosk::ui {
/// A drawing of the back of an identity card with its three lines marked: what to hold under the scanner.
class ZoneCard : public wxPanel {
public:
    ZoneCard(wxWindow* parent, const Theme& theme);

private:
    void paint();
    const Theme& theme_;
};
} // namespace kiosk::ui
