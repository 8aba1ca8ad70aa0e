#include <algorithm>
#include <chrono>

#include <wx/checkbox.h>
#include <wx/scrolwin.h>
#include <wx/textctrl.h>
#include <wx/wupdlock.h>

#include "hardware/scanner/symbology.hpp"
#include "kiosk/ui/main_window.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/page.hpp"

namespace kiosk::ui {
namespace {
constexpr std::chrono::seconds kActivityEvery{1};

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

bool is_enter(int code)
{
    return code == WXK_RETURN || code == WXK_NUMPAD_ENTER;
}

/// Digit 1 to 9; 0 for Space where a box that can be ticked has the focus; empty for what ticks nothing.
std::optional<int> tick_of(const wxKeyEvent& event)
{
    const int code = event.GetKeyCode();
    if (event.HasAnyModifiers()) return std::nullopt;
    if (code >= '1' && code <= '9') return code - '0';
    if (code >= WXK_NUMPAD1 && code <= WXK_NUMPAD9) return code - WXK_NUMPAD0;
    if (code == WXK_SPACE && dynamic_cast<wxCheckBox*>(wxWindow::FindFocus())) return 0;
    return std::nullopt;
}

bool is_modifier(int code)
{
    return code == WXK_SHIFT || code == WXK_CONTROL || code == WXK_RAW_CONTROL || code == WXK_ALT ||
           code == WXK_CAPITAL;
}
} // namespace

/// Everything that is pressed comes by here first, whatever has the focus.
void MainWindow::take_key(wxKeyEvent& event)
{
    const int code = event.GetKeyCode();
    if (is_modifier(code)) return event.Skip();
    const auto pressed = time_of(event);
    const bool alone = lone_keys_.hear(pressed);
    const bool for_this_screen = guard_.takes(code, pressed);

    auto* const field = dynamic_cast<wxTextCtrl*>(FindFocus());
    auto* const open_field = field && field->IsEditable() && field->IsThisEnabled() ? field : nullptr;
    if (auto act = act_of(event, open_field != nullptr)) {
        if (alone && for_this_screen) lone_keys_.hold(std::move(act));
        if (is_function_key(code) || event.ControlDown()) return; // no scanner types these as part of a text
    } else if (is_function_key(code)) {
        return;
    } else if (event.HasAnyModifiers() && !event.ShiftDown()) {
        return event.Skip();
    }

    const bool scans_expected =
        !std::holds_alternative<SignInView>(view_.step) && !std::holds_alternative<HiddenView>(view_.step);
    if (scans_expected && scans_.take(event, pressed, open_field)) return;
    if (is_enter(code)) {
        if (open_field && for_this_screen) press(Action::next);
        return;
    }
    if (code == WXK_PAGEUP || code == WXK_PAGEDOWN) return turn_page(code == WXK_PAGEUP ? -1 : 1);
    if (!open_field && (code == WXK_UP || code == WXK_DOWN)) return page_->move_selection(code == WXK_UP ? -1 : 1);
    // Letters reach fields only: on a list they would search, on a button they would press it.
    if (!open_field && code != WXK_TAB && native::character_of(event.GetRawKeyCode()) != 0) return;
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

/// What the key does by itself; nothing where it writes, or belongs to the control that has the focus.
LoneKeys::Act MainWindow::act_of(const wxKeyEvent& event, bool in_field)
{
    if (auto command = command_of(event)) return command;
    const int code = event.GetKeyCode();
    if (event.ControlDown()) return nullptr;
    if (const auto action = action_of(code)) return [this, action = *action] { press(action); };
    if (in_field) return nullptr;
    if (is_enter(code)) return [this] { press(Action::next); };
    if (const auto tick = tick_of(event); tick && page_->has_tick(*tick))
        return [this, number = *tick] { page_->tick(number); };
    return nullptr;
}

LoneKeys::Act MainWindow::command_of(const wxKeyEvent& event)
{
    const int code = event.GetKeyCode();
    if (code == WXK_F11)
        return [this] {
            auto changed = appearance_;
            changed.high_contrast = !changed.high_contrast;
            change_appearance(changed);
        };
    if (code == WXK_F12)
        return [this] {
            auto changed = appearance_;
            changed.language = changed.language == Language::bulgarian ? Language::english : Language::bulgarian;
            change_appearance(changed);
        };
    if (!event.ControlDown()) return nullptr;
    if (code == '+' || code == '=' || code == WXK_NUMPAD_ADD) return [this] { enlarge(+0.25); };
    if (code == '-' || code == WXK_NUMPAD_SUBTRACT) return [this] { enlarge(-0.25); };
    if (code == '0' || code == WXK_NUMPAD0) return [this] { enlarge(1 - appearance_.scale); };
    if (code == 'Q') return [this] { Close(); };
    if (code == 'L' &&
        (std::holds_alternative<CitizenView>(view_.step) || std::holds_alternative<HiddenView>(view_.step)))
        return [this] { counter_.sign_out(); };
    return nullptr;
}

void MainWindow::enlarge(double by)
{
    auto changed = appearance_;
    changed.scale += by;
    change_appearance(changed);
}

KeyGuard::Instant MainWindow::time_of(const wxKeyEvent& event)
{
    return clock_.time_of(static_cast<std::uint32_t>(event.GetTimestamp()), std::chrono::steady_clock::now());
}

void MainWindow::take_scan(std::string text, KeyGuard::Instant begun)
{
    if (!guard_.saw(begun)) return;
    auto scan = hardware::scanner::without_symbology(std::move(text));
    const bool code = scan.source == hardware::scanner::Source::code;
    code ? counter_.scanned_code(std::move(scan.text)) : counter_.scanned(std::move(scan.text));
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
    const auto now = std::chrono::steady_clock::now(); // the event's own time begins anew after 49 days
    if (input && now - last_activity_ >= kActivityEvery) {
        last_activity_ = now;
        counter_.activity();
    }
    return Event_Skip;
}
} // namespace kiosk::ui
