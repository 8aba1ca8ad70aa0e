#include "kiosk/devices/zones_in_view.hpp"

namespace kiosk::devices {
std::optional<Sighting> ZonesInView::news(const std::optional<std::string>& zone, bool several, TextInView::Time now)
{
    if (zone) return news_of(*zone, now);
    return several ? several_news(now) : std::nullopt;
}

std::optional<Sighting> ZonesInView::news_of(const std::string& zone, TextInView::Time now)
{
    std::erase_if(in_view_, [&](const auto& seen) { return now - seen.second >= TextInView::kPause; });
    const bool is_known = in_view_.contains(zone);
    const bool came_back = is_known && zone != newest_;
    in_view_[zone] = now;
    newest_ = zone;
    // The second may have come in the place of the first; it has not once that one is seen behind it.
    if (in_view_.size() > 1) return came_back || in_view_.size() > 2 ? several_news(now) : std::nullopt;
    const bool is_left_alone = several_told_ && now - *several_told_ >= TextInView::kPause;
    if (is_known && told_ == zone && !is_left_alone) return std::nullopt;
    told_ = zone;
    several_told_.reset();
    return Sighting{Sighting::Kind::zone, zone};
}

std::optional<Sighting> ZonesInView::several_news(TextInView::Time now)
{
    const bool is_new = several_.is_new("several", now);
    if (is_new || several_told_) several_told_ = now;
    if (!is_new) return std::nullopt;
    return Sighting{Sighting::Kind::several_documents, {}};
}
} // namespace kiosk::devices
