#include "kiosk/ui/lone_keys.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/ui/native.hpp"

namespace kiosk::ui {
namespace {
using std::chrono::steady_clock;
/// Longer than the slowest scanner waits between two keys, shorter than a clerk notices.
constexpr std::chrono::milliseconds kAlone{80};
constexpr int kLookAgainMs = 5;
} // namespace

LoneKeys::LoneKeys()
{
    timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { on_silence(); });
}

bool LoneKeys::hear(Instant pressed)
{
    const bool alone = pressed - last_ >= kAlone;
    last_ = pressed;
    drop();
    return alone;
}

void LoneKeys::drop()
{
    held_ = nullptr;
    timer_.Stop();
}

void LoneKeys::hold(Act act)
{
    held_ = std::move(act);
    wait();
}

void LoneKeys::wait()
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(last_ + kAlone - steady_clock::now());
    timer_.StartOnce(std::max(1, static_cast<int>(left.count())));
}

/// Keys that wait to be heard of are no silence: the window was busy.
void LoneKeys::on_silence()
{
    if (!held_) return;
    if (native::input_waits())
        timer_.StartOnce(kLookAgainMs);
    else if (steady_clock::now() < last_ + kAlone)
        wait();
    else
        std::exchange(held_, nullptr)();
}
} // namespace kiosk::ui
