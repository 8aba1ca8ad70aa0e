#pragma once

#include <array>

#include "kiosk/ui/blocks.hpp"

namespace kiosk::ui {
/// The four steps: circles painted, labels native. The current one is announced.
class StepsPanel : public Flow {
public:
    StepsPanel(wxWindow* parent, const Theme& theme);
    /// `current` 1 to 4; 5: all are done. `stopped`: the current one is a stop.
    void show(int current, bool stopped);

private:
    const Theme& theme_;
    struct Step {
        wxStaticBitmap* circle;
        Text* label;
        wxWindow* line; ///< to the next one; null after the last
    };
    std::array<Step, 4> steps_{};
    int current_ = 0;
    bool stopped_ = false;
};
} // namespace kiosk::ui
