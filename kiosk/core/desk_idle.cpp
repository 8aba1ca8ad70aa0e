#include <algorithm>

#include "kiosk/core/desk.hpp"

/// The desk that nobody uses: the screen is hidden first, then the case goes.
namespace kiosk {
namespace {
constexpr Ticks kWarnBefore{15'000};
} // namespace

void Desk::tick()
{
    if (!identity_.kiosk.empty()) parts_.sync.tick();
    if (!session_) return;
    const Ticks idle = parts_.clock.ticks() - last_input_;
    const auto& limits = policy();
    const bool expired = session_->key.identity.expires <= parts_.clock.now();
    if (expired && step_ == Step::citizen && citizen_.state == CitizenView::State::waiting) {
        sign_out();
        return refuse_sign_in(FieldMessage::Tone::caution, "session_expired");
    }
    if (!hidden_ && idle >= std::chrono::seconds{limits.hide_after_seconds}) return hide();
    if (hidden_ && hidden_view_.cleared_at && idle >= std::chrono::seconds{limits.clear_after_seconds}) {
        clear_case();
        step_ = Step::citizen;
        hidden_view_.cleared_at.reset();
        return refresh();
    }
    if (view_.hides_in != hides_in()) refresh();
}

std::optional<std::chrono::seconds> Desk::hides_in() const
{
    if (!session_ || hidden_) return std::nullopt;
    const Ticks left = std::chrono::seconds{policy().hide_after_seconds} - (parts_.clock.ticks() - last_input_);
    if (left > kWarnBefore) return std::nullopt;
    return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds{0});
}

void Desk::hide()
{
    hidden_ = true;
    stop_camera();
    hidden_view_ = {};
    hidden_view_.clerk = session_->key.identity.display_name;
    hidden_view_.recorded = step_ == Step::done;
    const Ticks idle = parts_.clock.ticks() - last_input_;
    hidden_view_.cleared_at = parts_.clock.now() + std::chrono::seconds{policy().clear_after_seconds} -
                              std::chrono::duration_cast<std::chrono::seconds>(idle);
    refresh();
}

void Desk::activity()
{
    if (hidden_) return;
    last_input_ = parts_.clock.ticks();
    if (view_.hides_in) refresh();
}
} // namespace kiosk
