#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include <wx/event.h>
#include <wx/string.h>
#include <wx/timer.h>
#include <wx/weakref.h>

#include "hardware/scanner/scan_assembler.hpp"

class wxTextCtrl;

namespace kiosk::ui {
/// Finds a keyboard scanner's scans among the keys, wherever the focus is, and keeps them out of the fields.
class ScanWatch {
public:
    explicit ScanWatch(std::function<void(std::string)> scanned);

    /// True where the key belongs to a scan and goes nowhere else. `focus`: the field that would take it, or null.
    bool take(const wxKeyEvent& event, wxTextCtrl* focus);

private:
    using Assembler = hardware::scanner::ScanAssembler;
    /// What a field held before a key that was passed on to it.
    struct Before {
        wxWeakRef<wxTextCtrl> field;
        wxString value;
    };
    Assembler::Instant time_of(const wxKeyEvent& event);
    void finish();

    std::function<void(std::string)> scanned_;
    /// A capital costs a scanner the keys of Shift as well; a held key repeats every 40 ms on X.
    Assembler assembler_{{.key_gap = std::chrono::milliseconds{35}}};
    std::deque<Before> passed_on_;
    std::optional<std::chrono::steady_clock::duration> event_clock_; ///< steady clock minus the events' own time
    wxTimer timer_;
};
} // namespace kiosk::ui
