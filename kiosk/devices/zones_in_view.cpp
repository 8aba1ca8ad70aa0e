#include "kiosk/devices/zones_in_view.hpp"

namespace kiosk::devices {
std::optional<Sighting> ZonesInView::news(const std::optional<std::string>& zone, bool several, TextInView::Time now)
{
    if (zone_.is_new(zone, now)) return Sighting{Sighting::Kind::zone, *zone};
    if (!zone && several && several_.is_new("several", now)) return Sighting{Sighting::Kind::several_documents, {}};
    return std::nullopt;
}
} // namespace kiosk::devices
