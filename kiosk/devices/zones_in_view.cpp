#include "kiosk/devices/zones_in_view.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace kiosk::devices {
namespace {
constexpr TextInView::Time::duration kMostPatience = std::chrono::seconds{30};
} // namespace

std::optional<Sighting> ZonesInView::news(const std::optional<std::string>& zone, bool several, TextInView::Time now)
{
    if (!zone && !several) return std::nullopt;
    forget_gone(now);
    if (zone) return news_of(*zone, now);
    for (auto& [seen, when] : in_view_)
        when = now; // which ones such a frame shows is not told: each may be among them
    return several_news(now);
}

void ZonesInView::forget_gone(TextInView::Time now)
{
    std::erase_if(in_view_, [&](const auto& seen) { return now - seen.second >= TextInView::kPause; });
    const bool is_empty = in_view_.empty() && (!several_seen_ || now - *several_seen_ >= TextInView::kPause);
    if (is_empty) *this = {};
}

std::optional<Sighting> ZonesInView::news_of(const std::string& zone, TextInView::Time now)
{
    const bool is_known = in_view_.contains(zone);
    const bool came_back = is_known && zone != newest_;
    in_view_[zone] = now;
    newest_ = zone;
    // The second may have come in the place of the first; it has not once that one is seen behind it.
    const bool is_third = !is_known && in_view_.size() > 2;
    if (in_view_.size() > 1) return came_back || is_third ? several_news(now) : std::nullopt;
    if (several_seen_ && now - *several_seen_ < patience_) return std::nullopt;
    if (told_ == zone && !several_told_) return std::nullopt;
    believed_alone_ = std::exchange(several_told_, false);
    several_seen_.reset();
    told_ = zone;
    return Sighting{Sighting::Kind::zone, zone};
}

std::optional<Sighting> ZonesInView::several_news(TextInView::Time now)
{
    several_seen_ = now;
    if (several_told_) return std::nullopt;
    several_told_ = true;
    if (std::exchange(believed_alone_, false)) patience_ = std::min<Duration>(2 * patience_, kMostPatience);
    return Sighting{Sighting::Kind::several_documents, {}};
}
} // namespace kiosk::devices
