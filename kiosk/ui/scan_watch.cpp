#include "kiosk/ui/scan_watch.hpp"

#include <algorithm>

#include <wx/textctrl.h>

#include "kiosk/ui/native.hpp"

namespace kiosk::ui {
namespace {
using std::chrono::steady_clock;
constexpr std::size_t kRemembered = 16; // more than the assembler ever passes on before it knows a scan
constexpr int kLookAgainMs = 5;
} // namespace

ScanWatch::ScanWatch(Scanned scanned) : scanned_{std::move(scanned)}
{
    timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { on_silence(); });
}

bool ScanWatch::take(const wxKeyEvent& event, Assembler::Instant pressed, wxTextCtrl* focus)
{
    const char32_t character = native::character_of(event.GetRawKeyCode());
    if (character == 0) return false;
    finish(pressed); // what ended before this key
    const auto verdict = assembler_.key(character, pressed);
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

/// Keys that wait to be heard of are no silence: the window was busy.
void ScanWatch::on_silence()
{
    if (native::input_waits())
        timer_.StartOnce(kLookAgainMs);
    else
        finish(steady_clock::now());
}

void ScanWatch::finish(Assembler::Instant by)
{
    const auto scan = assembler_.finish(by);
    if (!scan) return;
    if (scan->passed_on > 0 && scan->passed_on <= passed_on_.size()) {
        const auto& before = passed_on_[passed_on_.size() - scan->passed_on];
        if (before.field) before.field->ChangeValue(before.value);
    }
    passed_on_.clear();
    scanned_(scan->text, scan->begun);
}
} // namespace kiosk::ui
