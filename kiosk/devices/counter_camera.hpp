#pragma once

#include <functional>
#include <memory>
#include <string>

#include "hardware/optics/frame.hpp"
#include "kiosk/core/camera.hpp"

namespace kiosk::devices {
/// The counter's camera, reading QR codes and machine readable zones out of its frames. `source` is GStreamer's; an
/// empty one is no camera.
class CounterCamera final : public Camera {
public:
    /// `preview` gets every frame for the eye, on the camera's own thread.
    using Preview = std::function<void(hardware::optics::Picture)>;
    CounterCamera(std::string source, Preview preview);
    ~CounterCamera() override;

    void start(std::function<void(Sighting)> seen, std::function<void()> failed) override;
    void stop() override;

private:
    struct Watch;
    std::string source_;
    Preview preview_;
    std::unique_ptr<Watch> watch_;
};
} // namespace kiosk::devices
