#include "kiosk/ui/lone_keys.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/ui/native.hpp"

namespace kiosk::ui {
namespace {
using std::chrono::steady_clock;
constexpr int kLookAgainMs = 5;
} // namespace

LoneKeys::LoneKeys(std::chrono::milliseconds quiet) : quiet_{quiet}
{
    timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { on_silence(); });
}

bool LoneKeys::hear(Instant pressed)
{
    const bool alone = pressed - last_ >= quiet_;
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
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(last_ + quiet_ - steady_clock::now());
    timer_.StartOnce(std::max(1, static_cast<int>(left.count())));
}

/// Keys that wait to be heard of are no silence: the window was busy.
void LoneKeys::on_silence()
{
    if (!held_) return;
    if (native::input_waits())
        timer_.StartOnce(kLookAgainMs);
    else if (steady_clock::now() < last_ + quiet_)
        wait();
    else
        std::exchange(held_, nullptr)();
}
} // namespace kiosk::ui
