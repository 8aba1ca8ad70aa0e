#include "kiosk/ui/scan_watch.hpp"

#include <algorithm>

#include <wx/textctrl.h>

#include "kiosk/ui/native.hpp"

namespace kiosk::ui {
namespace {
using std::chrono::steady_clock;
constexpr std::size_t kRemembered = 16; // more than the assembler ever passes on before it knows a scan
constexpr std::chrono::seconds kStaleClock{2};
} // namespace

ScanWatch::ScanWatch(std::function<void(std::string)> scanned) : scanned_{std::move(scanned)}
{
    timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { finish(); });
}

bool ScanWatch::take(const wxKeyEvent& event, wxTextCtrl* focus)
{
    const char32_t character = native::character_of(event.GetRawKeyCode());
    if (character == 0) return false;
    finish(); // what ended before this key
    const auto verdict = assembler_.key(character, time_of(event));
    const auto due = assembler_.finish_at();
    if (due) {
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - steady_clock::now());
        timer_.StartOnce(std::max(1, static_cast<int>(wait.count())));
    }
    if (verdict == Assembler::Verdict::scanning) return true;
    passed_on_.push_back({focus, focus ? focus->GetValue() : wxString{}});
    if (passed_on_.size() > kRemembered) passed_on_.pop_front();
    return false;
}

ScanWatch::Assembler::Instant ScanWatch::time_of(const wxKeyEvent& event)
{
    const auto now = steady_clock::now();
    const std::chrono::milliseconds own{event.GetTimestamp()};
    auto at = event_clock_ ? steady_clock::time_point{*event_clock_ + own} : now;
    if (!event_clock_ || at > now || now - at > kStaleClock) {
        event_clock_ = now.time_since_epoch() - own;
        at = now;
    }
    return at;
}

void ScanWatch::finish()
{
    const auto scan = assembler_.finish(steady_clock::now());
    if (!scan) return;
    if (scan->passed_on > 0 && scan->passed_on <= passed_on_.size()) {
        const auto& before = passed_on_[passed_on_.size() - scan->passed_on];
        if (before.field) before.field->ChangeValue(before.value);
    }
    passed_on_.clear();
    scanned_(scan->text);
}
} // namespace kiosk::ui
