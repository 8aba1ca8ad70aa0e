#pragma once

#include <vector>

#include "hardware/optics/frame.hpp"
#include "hardware/optics/plane.hpp"

/// Where a picture holds straight rows of dark marks, as print does, whatever their direction.
namespace hardware::optics {
/// One row of marks, none further from the next than letters are.
struct TextLine {
    Point from; ///< middle of the first mark
    Point to;   ///< middle of the last one
    double height_px{};
    double contrast{}; ///< of its marks, in grey levels
};

/// The rows in `frame` that are long for their height, the longest first but the pale ones last: noise makes long
/// rows too. The frame is looked at in one resolution in which letters of a zone are some 8 to 60 pixels high.
std::vector<TextLine> find_text_lines(const Frame& frame);
} // namespace hardware::optics
