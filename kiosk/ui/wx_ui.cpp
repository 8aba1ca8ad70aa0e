#include "kiosk/ui/wx_ui.hpp"

#include <wx/app.h>

namespace kiosk::ui {
void WxUi::post(Job job)
{
    wxTheApp->CallAfter(job);
}
} // namespace kiosk::ui
