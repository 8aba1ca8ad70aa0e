#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <wx/eventfilter.h>
#include <wx/frame.h>

#include "kiosk/ui/event_clock.hpp"
#include "kiosk/ui/key_bar.hpp"
#include "kiosk/ui/key_guard.hpp"
#include "kiosk/ui/lone_keys.hpp"
#include "kiosk/ui/portrait_view.hpp"
#include "kiosk/ui/scan_watch.hpp"
#include "kiosk/ui/surroundings.hpp"
#include "kiosk/ui/text.hpp"
#include "kiosk/ui/theme.hpp"

class wxScrolledWindow;

namespace kiosk::ui {
class Page;
class SidePanel;
class StepsPanel;
class StripPanel;

/// Told after each change that the clerk makes; must not block.
using KeepAppearance = std::function<void(const Appearance&)>;

/// The one window: strip, steps, page and side column, keys. Shows the views of the counter, sends it keys and scans.
class MainWindow final : public wxFrame, private wxEventFilter {
public:
    /// `quiet`: silence around a key that acts.
    MainWindow(Counter& counter, DecodePortrait decode, Appearance appearance, KeepAppearance keep,
               std::chrono::milliseconds quiet = LoneKeys::kUsualQuiet);
    ~MainWindow() override;

    /// The picture has changed. Returns at once; several calls in a row are painted once.
    void show(const View& view);
    /// What the camera sees.
    void show_frame(const Picture& frame);

private:
    // main_window.cpp: what is shown
    void build();
    void apply(const Appearance& appearance);
    void change_appearance(Appearance appearance);
    void update();
    void replace_page();
    bool narrow() const;
    void render_side(bool narrow);
    void arrange();
    void focus_page();
    void guard_screen();
    void await_painting();
    int step_number() const;
    std::vector<Key> keys_of_view();
    void add_window_keys(std::vector<Key>& keys);
    void ask_to_close(bool may_refuse, wxCloseEvent& event);

    // main_window_keys.cpp: what is pressed
    void take_key(wxKeyEvent& event);
    void turn_page(int pages);
    LoneKeys::Act command_of(const wxKeyEvent& event);
    LoneKeys::Act act_of(const wxKeyEvent& event, bool in_field);
    void press(Action action);
    bool open(Action action) const;
    KeyGuard::Instant time_of(const wxKeyEvent& event);
    void take_scan(std::string text, KeyGuard::Instant begun);
    void enlarge(double by);
    int FilterEvent(wxEvent& event) override;

    Counter& counter_;
    Appearance appearance_;
    KeepAppearance keep_;
    std::unique_ptr<Theme> theme_;
    PortraitStore portraits_;
    std::unique_ptr<Surroundings> around_;
    ScanWatch scans_;
    EventClock clock_;
    KeyGuard guard_;
    LoneKeys lone_keys_;
    int screen_{-1};     ///< what the guard takes for one screen
    unsigned screens_{}; ///< that have come so far
    View view_;
    bool update_pending_{};
    int page_kind_{-1};
    int last_step_{1};
    std::chrono::steady_clock::time_point last_activity_{};

    StripPanel* strip_{};
    StepsPanel* steps_{};
    wxWindow* steps_rule_{};
    wxScrolledWindow* body_{};
    Page* page_{};
    wxWindow* side_rule_{};
    SidePanel* side_{};
    wxPanel* aside_{}; ///< the comparison's portrait where the side column is below the page
    PortraitView* aside_portrait_{};
    bool narrow_{};
    KeyBar* keys_{};
};
} // namespace kiosk::ui
