#include "kiosk/devices/counter_camera.hpp"

#include <utility>

#include "config/log.hpp"
#include "hardware/camera/camera.hpp"
#include "hardware/error.hpp"
#include "hardware/optics/qr.hpp"
#include "kiosk/devices/text_in_view.hpp"
#include "kiosk/devices/zone_watcher.hpp"

namespace kiosk::devices {
namespace {
const char* text_of(hardware::camera::EndReason reason)
{
    using hardware::camera::EndReason;
    switch (reason) {
    case EndReason::end_of_stream:
        return "end of stream";
    case EndReason::bad_source:
        return "bad source";
    case EndReason::not_found:
        return "not found";
    case EndReason::busy:
        return "busy";
    case EndReason::failed:
        break;
    }
    return "failed";
}
} // namespace

/// One run of the camera.
struct CounterCamera::Watch {
    std::function<void(Sighting)> seen;
    std::function<void()> failed;
    Preview preview;
    hardware::optics::QrWatch codes;
    TextInView in_view;
    ZoneWatcher zones{[this](Sighting sight) { seen(std::move(sight)); }};
    hardware::camera::Camera camera; ///< the last: no frame comes once it is gone

    Watch(const std::string& source, Preview eye, std::function<void(Sighting)> on_sight, std::function<void()> on_end)
        : seen{std::move(on_sight)}, failed{std::move(on_end)}, preview{std::move(eye)},
          camera{source,
                 {[this](hardware::camera::CameraFrame frame) { look(std::move(frame)); },
                  [this](const hardware::camera::CameraEnd& end) { finish(end); }}}
    {
        camera.start();
    }

    void look(hardware::camera::CameraFrame frame)
    {
        if (preview) preview(std::move(frame.preview));
        auto code = codes.look(frame.grey);
        zones.look(std::move(frame.grey));
        if (in_view.is_new(code, std::chrono::steady_clock::now())) seen({Sighting::Kind::code, std::move(*code)});
    }

    void finish(const hardware::camera::CameraEnd& end) const
    {
        config::log::warn("camera.ended", {{"reason", text_of(end.reason)}, {"error", end.detail}});
        failed();
    }
};

CounterCamera::CounterCamera(std::string source, Preview preview)
    : source_{std::move(source)}, preview_{std::move(preview)}
{
}

CounterCamera::~CounterCamera() = default;

void CounterCamera::start(std::function<void(Sighting)> seen, std::function<void()> failed)
{
    if (source_.empty()) throw hardware::Error{"no camera is configured"};
    watch_.reset();
    watch_ = std::make_unique<Watch>(source_, preview_, std::move(seen), std::move(failed));
}

void CounterCamera::stop()
{
    watch_.reset();
}
} // namespace kiosk::devices
