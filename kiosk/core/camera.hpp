#pragma once

#include <functional>
#include <string>

namespace kiosk {
/// The camera of the counter, reading codes out of its frames.
class Camera {
public:
    virtual ~Camera() = default;
    /// `seen` gets the text of each code that comes into view, `failed` is called once if the camera breaks; both on
    /// the camera's own thread. Blocks until the device is open: belongs to a worker. Throws `hardware::Error`.
    virtual void start(std::function<void(std::string)> seen, std::function<void()> failed) = 0;
    /// No call of `seen` or `failed` begins after it returned.
    virtual void stop() = 0;
};
} // namespace kiosk
