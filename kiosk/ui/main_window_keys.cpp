#include <algorithm>

#include <wx/scrolwin.h>
#include <wx/textctrl.h>
#include <wx/wupdlock.h>

#include "kiosk/ui/main_window.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/page.hpp"

namespace kiosk::ui {
namespace {
constexpr long kActivityEveryMs = 1000;

std::optional<Action> action_of(int key_code)
{
    switch (key_code) {
    case WXK_F1:
        return Action::help;
    case WXK_F2:
        return Action::by_hand;
    case WXK_F3:
        return Action::camera;
    case WXK_F4:
        return Action::refuse;
    case WXK_F6:
        return Action::other_road;
    case WXK_F7:
        return Action::second_person;
    case WXK_F8:
        return Action::decide;
    case WXK_F9:
        return Action::end_service;
    case WXK_ESCAPE:
        return Action::back;
    default:
        return std::nullopt;
    }
}

bool is_function_key(int code)
{
    return code == WXK_ESCAPE || (code >= WXK_F1 && code <= WXK_F12);
}
} // namespace

/// Everything that is pressed comes by here first, whatever has the focus.
void MainWindow::take_key(wxKeyEvent& event)
{
    if (take_command(event)) return;
    const int code = event.GetKeyCode();
    const bool enter = code == WXK_RETURN || code == WXK_NUMPAD_ENTER;
    const bool for_this_screen = guard_.takes(code, time_of(event));
    if (is_function_key(code)) {
        if (const auto action = action_of(code); action && for_this_screen) press(*action);
        return;
    }
    if (event.HasAnyModifiers() && !event.ShiftDown()) return event.Skip();

    auto* const field = dynamic_cast<wxTextCtrl*>(FindFocus());
    auto* const open_field = field && field->IsEditable() && field->IsThisEnabled() ? field : nullptr;
    const bool scans_expected =
        !std::holds_alternative<SignInView>(view_.step) && !std::holds_alternative<HiddenView>(view_.step);
    if (scans_expected && scans_.take(event, time_of(event), open_field)) return;
    // A code of a few characters, its blanks and its line end press no button.
    const bool scanners = scans_expected && scans_.in_burst();
    if (scanners && !open_field && (enter || code == WXK_SPACE)) return;

    if (enter) return for_this_screen ? press(Action::next) : void();
    if (code == WXK_PAGEUP || code == WXK_PAGEDOWN) return turn_page(code == WXK_PAGEUP ? -1 : 1);
    if (!open_field && (code == WXK_UP || code == WXK_DOWN)) return page_->move_selection(code == WXK_UP ? -1 : 1);
    // Letters reach fields only: on a list they would search, on a button they do nothing.
    if (!open_field && code != WXK_SPACE && code != WXK_TAB && native::character_of(event.GetRawKeyCode()) != 0) return;
    event.Skip();
}

/// Where the page is longer than the window; a line of it stays in sight.
void MainWindow::turn_page(int pages)
{
    int step = 0;
    body_->GetScrollPixelsPerUnit(nullptr, &step);
    if (step == 0) return;
    const int screen = std::max(1, body_->GetClientSize().y / step - 2);
    body_->Scroll(-1, std::max(0, body_->GetViewStart().y + pages * screen));
}

bool MainWindow::take_command(const wxKeyEvent& event)
{
    auto changed = appearance_;
    const int code = event.GetKeyCode();
    if (code == WXK_F11) {
        changed.high_contrast = !changed.high_contrast;
    } else if (code == WXK_F12) {
        changed.language = changed.language == Language::bulgarian ? Language::english : Language::bulgarian;
    } else if (!event.ControlDown()) {
        return false;
    } else if (code == '+' || code == '=' || code == WXK_NUMPAD_ADD) {
        enlarge(+0.25);
        return true;
    } else if (code == '-' || code == WXK_NUMPAD_SUBTRACT) {
        enlarge(-0.25);
        return true;
    } else if (code == 'Q') {
        Close();
        return true;
    } else if (code == 'L') {
        if (std::holds_alternative<CitizenView>(view_.step) || std::holds_alternative<HiddenView>(view_.step))
            counter_.sign_out();
        return true;
    } else {
        return false;
    }
    CallAfter([this, changed] { change_appearance(changed); });
    return true;
}

void MainWindow::enlarge(double by)
{
    auto changed = appearance_;
    changed.scale += by;
    CallAfter([this, changed] { change_appearance(changed); });
}

KeyGuard::Instant MainWindow::time_of(const wxKeyEvent& event)
{
    return clock_.time_of(static_cast<std::uint32_t>(event.GetTimestamp()), std::chrono::steady_clock::now());
}

void MainWindow::take_scan(std::string text, KeyGuard::Instant begun)
{
    if (guard_.saw(begun)) counter_.scanned(std::move(text));
}

bool MainWindow::open(Action action) const
{
    const auto& keys = view_.keys;
    return std::any_of(keys.begin(), keys.end(), [&](const KeyView& k) { return k.action == action && k.enabled; });
}

void MainWindow::press(Action action)
{
    if (action == Action::help) {
        page_->toggle_help();
        arrange();
    } else if (action == Action::next) {
        page_->enter();
    } else if (open(action)) {
        action == Action::decide ? page_->decide() : counter_.press(action);
    }
}

int MainWindow::FilterEvent(wxEvent& event)
{
    const auto type = event.GetEventType();
    if (type == wxEVT_KEY_UP) guard_.released(static_cast<wxKeyEvent&>(event).GetKeyCode());
    const bool input =
        type == wxEVT_KEY_DOWN || type == wxEVT_LEFT_DOWN || type == wxEVT_MOTION || type == wxEVT_MOUSEWHEEL;
    const long now = event.GetTimestamp();
    if (input && now - last_activity_ >= kActivityEveryMs) {
        last_activity_ = now;
        counter_.activity();
    }
    return Event_Skip;
}
} // namespace kiosk::ui
