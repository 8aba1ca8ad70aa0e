#pragma once

#include <functional>
#include <memory>
#include <string>

#include "hardware/optics/frame.hpp"

namespace hardware::camera {
/// One moment, for the machine and for the eye.
struct CameraFrame {
    optics::Frame grey;
    optics::Picture preview;
};

/// Why no more frames come.
enum class EndReason {
    end_of_stream, ///< a file was read to its end
    bad_source,    ///< the configuration string is no pipeline: the operator must mend it
    not_found,     ///< no such device or file: plugging it in and starting again helps
    busy,          ///< another program has it
    failed         ///< anything else: unplugged, not a picture
};
/// The end of one run of the camera: what to tell the clerk, and what to log.
struct CameraEnd {
    EndReason reason{};
    std::string detail; ///< for the log
};

/// A camera, or whatever stands for one. `start` and `stop` belong to one thread; both callbacks come on the camera's
/// own thread, one at a time, and must not call `start` or `stop`.
class Camera {
public:
    /// Both are called on the camera's thread.
    struct Callbacks {
        std::function<void(CameraFrame)> frame; ///< the newest one; frames that came meanwhile are gone
        std::function<void(CameraEnd)> ended;   ///< once a start, as its last; never because of `stop`
    };

    /// `source` is the beginning of a pipeline in the notation of `gst-launch-1.0`; its end must be raw video.
    Camera(std::string source, Callbacks callbacks);
    ~Camera(); ///< stops
    Camera(Camera&&) = delete;

    /// Opens the device and begins. Returns at once: what goes wrong comes as `ended`. Starts afresh when running.
    void start();
    /// Closes the device. No callback runs during or after the return.
    void stop();

private:
    class Run;
    std::string source_;
    std::shared_ptr<const Callbacks> callbacks_;
    std::unique_ptr<Run> run_;
};
} // namespace hardware::camera
