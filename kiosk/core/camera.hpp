#pragma once

#include <functional>
#include <string>

namespace kiosk {
/// What a camera read: the text of a code, or the lines of a printed zone one after the other; or that it reads none of
/// the zones before it, since they are of more than one document.
struct Sighting {
    enum class Kind { code, zone, several_documents };
    Kind kind{};
    std::string text; ///< of a code or a zone
};

/// The camera of the counter, reading codes and zones out of its frames.
class Camera {
public:
    virtual ~Camera() = default;
    /// `seen` gets each code and zone that comes into view, `failed` is called once if the camera breaks; all on
    /// threads of the camera. Blocks until the device is open: belongs to a worker. Throws `hardware::Error`.
    virtual void start(std::function<void(Sighting)> seen, std::function<void()> failed) = 0;
    /// No call of `seen` or `failed` begins after it returned.
    virtual void stop() = 0;
};
} // namespace kiosk
