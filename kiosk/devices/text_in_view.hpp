#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace kiosk::devices {
/// Which code or zone lies before the camera: told when it comes, and again when it comes back after a pause, so that a
/// pass can be shown once more. Not every frame of one that stays can be read, so a short gap is no pause.
class TextInView {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds kPause{1'500};

    /// `text`: what one frame holds, if anything. Whether it is to be told.
    bool is_new(const std::optional<std::string>& text, Time now);

private:
    std::string text_;
    Time last_seen_{};
};
} // namespace kiosk::devices
