#include "kiosk/devices/zone_watcher.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "config/log.hpp"
#include "hardware/optics/mrz_reader.hpp"
#include "kiosk/devices/text_in_view.hpp"
#include "portal/contract/sofia_time.hpp"

namespace kiosk::devices {
namespace {
Sighting sighting_of(const hardware::optics::ReadZone& zone)
{
    Sighting sight{Sighting::Kind::zone, {}};
    for (const auto& line : zone.lines)
        sight.text += line;
    return sight;
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
    TextInView in_view;
    try {
        while (const auto frame = next()) {
            const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
            const auto zone = zones.look(*frame, portal::contract::sofia_day(now));
            if (!zone && !zones.sees_several()) continue;
            auto sight = zone ? sighting_of(*zone) : Sighting{Sighting::Kind::several_documents, {}};
            if (in_view.is_new(sight.text, std::chrono::steady_clock::now())) seen_(std::move(sight));
        }
    } catch (const std::exception& error) { // codes are read all the same
        config::log::warn("camera.zones_stopped", {{"error", error.what()}});
    }
}
} // namespace kiosk::devices
