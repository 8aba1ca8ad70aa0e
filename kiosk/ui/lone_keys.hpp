#pragma once

#include <chrono>
#include <functional>

#include <wx/timer.h>

namespace kiosk::ui {
/// Tells a hand's keys from a scanner's where a key acts: what a code holds comes in quick succession, a hand's act
/// stands alone. So no code that a citizen shows can decide, go on, or end anything, whatever keys it is made of.
class LoneKeys {
public:
    using Instant = std::chrono::steady_clock::time_point;
    using Act = std::function<void()>;

    /// Longer than most scanners wait between two keys, shorter than a clerk notices.
    static constexpr std::chrono::milliseconds kUsualQuiet{80};

    /// `quiet`: so long no key comes before and after one that stands alone.
    explicit LoneKeys(std::chrono::milliseconds quiet);

    /// A key was pressed. Whatever waits to be done is off. True where the key before was long ago.
    bool hear(Instant pressed);
    /// Does `act` if no key follows the one that was heard last; at once would be too soon to know.
    void hold(Act act);
    /// What waits is off: the screen that it was pressed at is gone.
    void drop();

private:
    void on_silence();
    void wait();

    std::chrono::milliseconds quiet_;
    Instant last_{};
    Act held_;
    wxTimer timer_;
};
} // namespace kiosk::ui
