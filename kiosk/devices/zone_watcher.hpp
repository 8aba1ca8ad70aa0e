#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "hardware/optics/frame.hpp"
#include "kiosk/core/camera.hpp"

namespace kiosk::devices {
/// Looks for machine readable zones on a thread of its own, since that takes longer than a frame lasts: always at the
/// newest frame, the ones between are left out.
class ZoneWatcher {
public:
    /// `seen` gets the lines of a zone one after the other, when it comes into view, and is told when there are
    /// several.
    explicit ZoneWatcher(std::function<void(Sighting)> seen);
    /// No call of `seen` begins after it.
    ~ZoneWatcher();
    ZoneWatcher(ZoneWatcher&&) = delete;

    /// From any thread; returns at once.
    void look(hardware::optics::Frame frame);

private:
    void run();
    std::optional<hardware::optics::Frame> next();

    std::function<void(Sighting)> seen_;
    std::mutex mutex_;
    std::condition_variable came_;
    std::optional<hardware::optics::Frame> newest_;
    bool over_ = false;
    std::thread thread_;
};
} // namespace kiosk::devices
