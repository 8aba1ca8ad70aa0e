#pragma once

#include <array>
#include <span>
#include <vector>

#include "hardware/optics/frame.hpp"
#include "hardware/optics/ocr_b.hpp"
#include "hardware/optics/plane.hpp"

/// One letter's place in a picture: what stands there?
namespace hardware::optics {
/// How like each letter of `kZoneLetters` a place is: normalised correlation, 1 for the same.
using LetterScores = std::array<float, kZoneLetterCount>;

struct CellReading {
    LetterScores scores{};
    std::size_t best{};    ///< index into `kZoneLetters`
    LetterScores beside{}; ///< of all letters at the very place where the best one fitted
    Point shift;           ///< where the best one fitted, in pixels of the template

    float score() const { return scores[best]; }
};

/// A straightened piece of the picture, in pixels of the templates.
class Patch {
public:
    /// `step_right` and `step_down`: one pixel of the template in the picture. What lies outside the picture looks like
    /// its border.
    Patch(const Frame& frame, Point middle, Point step_right, Point step_down, int width, int height);

    int width() const { return width_; }
    int height() const { return height_; }
    double deviation() const;                                    ///< of the grey levels, over the whole patch
    std::span<const std::int16_t> grey() const { return grey_; } ///< row by row

    /// Scores of the cell whose left upper corner is at (`left`, `top`). `least_deviation`: an even ground is none of
    /// the letters, however its noise may look.
    LetterScores score(const CellTemplates& templates, int left, int top, double least_deviation) const;

private:
    int width_;
    int height_;
    std::vector<std::int16_t> grey_;
};

/// A cell in the middle of a patch that is larger by `reach_x` and `reach_y` on each side: each letter is tried at
/// every place there.
CellReading read_cell(const Patch& patch, const CellTemplates& templates, double least_deviation);
} // namespace hardware::optics
