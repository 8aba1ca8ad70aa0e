#include "kiosk/ui/wx_ui.hpp"

#include <utility>

#include <wx/app.h>

namespace kiosk::ui {
void WxUi::post(Job job)
{
    wxTheApp->CallAfter(std::move(job));
}
} // namespace kiosk::ui
