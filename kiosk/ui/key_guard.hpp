#pragma once

#include <chrono>
#include <map>
#include <optional>

namespace kiosk::ui {
/// Which keys a screen may act upon: none that was pressed before the clerk could see it, and none that is held down
/// since then. Pure: the window brings every press with its own time.
class KeyGuard {
public:
    using Instant = std::chrono::steady_clock::time_point;

    void screen_changed(); ///< another one will be painted
    void screen_painted(Instant at);
    /// True where what began at `begun` was meant for the screen that shows.
    bool saw(Instant begun) const { return painted_ && begun >= *painted_; }
    bool is_painted() const { return painted_.has_value(); }

    /// A press, or the repetition of a key that is held.
    bool takes(int key, Instant pressed);
    void released(int key) { down_.erase(key); }

private:
    struct Down {
        Instant last;
        bool of_another_screen{};
    };
    std::optional<Instant> painted_;
    std::map<int, Down> down_;
};
} // namespace kiosk::ui
