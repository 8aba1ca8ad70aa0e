#include "kiosk/devices/zone_watcher.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "config/log.hpp"
#include "hardware/optics/mrz_reader.hpp"
#include "kiosk/devices/zones_in_view.hpp"
#include "portal/contract/sofia_time.hpp"

namespace kiosk::devices {
namespace {
std::optional<std::string> lines_of(const std::optional<hardware::optics::ReadZone>& zone)
{
    if (!zone) return std::nullopt;
    std::string lines;
    for (const auto& line : zone->lines)
        lines += line;
    return lines;
}
} // namespace

ZoneWatcher::ZoneWatcher(std::function<void(Sighting)> seen) : seen_{std::move(seen)}, thread_{[this] { run(); }} {}

ZoneWatcher::~ZoneWatcher()
{
    {
        const std::lock_guard lock{mutex_};
        over_ = true;
    }
    came_.notify_one();
    thread_.join();
}

void ZoneWatcher::look(hardware::optics::Frame frame)
{
    {
        const std::lock_guard lock{mutex_};
        newest_ = std::move(frame);
    }
    came_.notify_one();
}

/// Waits for a frame; empty at the end.
std::optional<hardware::optics::Frame> ZoneWatcher::next()
{
    std::unique_lock lock{mutex_};
    came_.wait(lock, [this] { return over_ || newest_; });
    if (over_) return std::nullopt;
    return std::exchange(newest_, std::nullopt);
}

void ZoneWatcher::run()
{
    hardware::optics::MrzWatch zones;
    ZonesInView in_view;
    try {
        while (const auto frame = next()) {
            const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
            const auto lines = lines_of(zones.look(*frame, portal::contract::sofia_day(now)));
            auto news = in_view.news(lines, zones.sees_several(), std::chrono::steady_clock::now());
            if (news) seen_(std::move(*news));
        }
    } catch (const std::exception& error) { // codes are read all the same
        config::log::warn("camera.zones_stopped", {{"error", error.what()}});
    }
}
} // namespace kiosk::devices
