#pragma once

#include <vector>

#include "hardware/optics/frame.hpp"
#include "hardware/optics/plane.hpp"

/// Dark marks on a lighter ground.
namespace hardware::optics {
/// One connected mark, or a piece of a long one that blur has run together from several letters.
struct InkMark {
    Point middle;
    double size_px{};  ///< its longer side; of a piece, its height
    double contrast{}; ///< how much darker than its surroundings, in grey levels
};

/// The marks of `frame` that may be letters; each pixel is compared with the mean of its surroundings, so that shadows
/// and light do not matter.
std::vector<InkMark> find_ink_marks(const Frame& frame);

/// `frame` made smaller by the factor `scale` below one; every pixel is the mean of those that it stands for.
Frame reduced(const Frame& frame, double scale);
} // namespace hardware::optics
