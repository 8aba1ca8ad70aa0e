#include "kiosk/devices/code_in_view.hpp"

namespace kiosk::devices {
bool CodeInView::is_new(const std::optional<std::string>& code, Time now)
{
    if (!code) return false;
    const bool told = *code == code_ && now - last_seen_ < kPause;
    code_ = *code;
    last_seen_ = now;
    return !told;
}
} // namespace kiosk::devices
