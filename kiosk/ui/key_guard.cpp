#include "kiosk/ui/key_guard.hpp"

namespace kiosk::ui {
namespace {
/// A held key repeats much sooner; one that comes later was let go, though nobody told.
constexpr std::chrono::seconds kLongestRepeat{1};
} // namespace

void KeyGuard::screen_changed()
{
    painted_.reset();
    for (auto& [key, down] : down_)
        down.of_another_screen = true;
}

void KeyGuard::screen_painted(Instant at)
{
    painted_ = at;
}

bool KeyGuard::takes(int key, Instant pressed)
{
    const auto found = down_.find(key);
    const bool repeats = found != down_.end() && pressed - found->second.last < kLongestRepeat;
    const bool of_another_screen = !saw(pressed) || (repeats && found->second.of_another_screen);
    down_[key] = {pressed, of_another_screen};
    return !of_another_screen;
}
} // namespace kiosk::ui
