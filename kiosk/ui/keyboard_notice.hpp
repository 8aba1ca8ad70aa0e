#pragma once

#include <wx/timer.h>

#include "kiosk/ui/blocks.hpp"

namespace kiosk::ui {
/// Below a password: says at once that Caps Lock is on, or that the keys type Cyrillic letters; else it is not there.
class KeyboardNotice : public wxPanel {
public:
    KeyboardNotice(wxWindow* parent, const Theme& theme);

private:
    void watch();
    Text* text_;
    wxTimer watch_;
};
} // namespace kiosk::ui
