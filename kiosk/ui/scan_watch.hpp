#pragma once

#include <deque>
#include <functional>
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
    using Assembler = hardware::scanner::ScanAssembler;

public:
    /// `begun` is when the first key of the scan was pressed.
    using Scanned = std::function<void(std::string text, Assembler::Instant begun)>;
    explicit ScanWatch(Scanned scanned);

    /// True where the key belongs to a scan and goes nowhere else. `pressed`: when, by its own time; `focus`: the field
    /// that would take it, or null.
    bool take(const wxKeyEvent& event, Assembler::Instant pressed, wxTextCtrl* focus);

private:
    /// What a field held before a key that was passed on to it.
    struct Before {
        wxWeakRef<wxTextCtrl> field;
        wxString value;
    };
    void on_silence();
    void finish(Assembler::Instant by);

    Scanned scanned_;
    /// A capital costs a scanner the keys of Shift as well; a held key repeats every 40 ms on X.
    Assembler assembler_{{.key_gap = std::chrono::milliseconds{35}}};
    std::deque<Before> passed_on_;
    wxTimer timer_;
};
} // namespace kiosk::ui
