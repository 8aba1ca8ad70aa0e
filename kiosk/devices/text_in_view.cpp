#include "kiosk/devices/text_in_view.hpp"

namespace kiosk::devices {
bool TextInView::is_new(const std::optional<std::string>& text, Time now)
{
    if (!text) return false;
    const bool told = *text == text_ && now - last_seen_ < kPause;
    text_ = *text;
    last_seen_ = now;
    return !told;
}
} // namespace kiosk::devices
