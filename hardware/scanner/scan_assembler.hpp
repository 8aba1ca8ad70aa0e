#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace hardware::scanner {
/// Tells a keyboard scanner's burst of keys from typing by hand. Pure: the UI brings every character with the time at
/// which it was pressed (the event's own time, else a busy UI makes typing look quick), and calls `finish` some time
/// after the last one. Belongs to one thread.
class ScanAssembler {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// Times between keys, as keyboards and scanners have them.
    struct Settings {
        std::chrono::milliseconds key_gap{25};  ///< scanners need 1 to 16; a held key repeats every 30 or more
        std::chrono::milliseconds end_gap{120}; ///< silence after a line's end, which ends a scan; scanners pause there
        /// Silence within a line, which ends the scan of a scanner that sends no line ends; a busy machine stops as
        /// well.
        std::chrono::milliseconds line_gap{300};
        std::size_t shortest = 6;   ///< so many quick keys make a scan: a CAN
        std::size_t longest = 8192; ///< what is longer is a stuck key or an attack, and no scan
    };

    /// What to do with one key.
    enum class Verdict {
        typing,  ///< leave it to the control that has the focus
        scanning ///< keep it from the control: it belongs to a scan
    };

    /// One finished scan. Hostile: anybody can print a code.
    struct Scan {
        std::string text;      ///< UTF-8, line ends as LF, no blanks or line ends around it, no control characters
        Instant begun;         ///< when its first key was pressed
        std::size_t passed_on; ///< so many of its first keys were judged `typing` and went to some control
    };

    ScanAssembler() = default;
    explicit ScanAssembler(Settings settings) : settings_{settings} {}

    /// One character; CR, LF and Tab are characters too. What is no text (STX and ETX, with which some scanners frame a
    /// text, other control characters, half a surrogate pair) counts as a key and leaves nothing in the scan. Other
    /// keys (arrows, F-keys) are not for here.
    Verdict key(char32_t character, Instant at);

    /// The scan, once it has ended by silence; nothing while it is under way or when it was typing.
    std::optional<Scan> finish(Instant now);

    /// When to call `finish`; empty: there is nothing to wait for.
    std::optional<Instant> finish_at() const;

private:
    bool is_scan() const { return keys_ >= settings_.shortest; }
    std::chrono::milliseconds silence() const;
    void begin_anew();

    Settings settings_;
    std::string text_;
    std::size_t keys_ = 0;
    std::size_t passed_on_ = 0;
    Instant begun_{};
    Instant last_{};
};
} // namespace hardware::scanner
