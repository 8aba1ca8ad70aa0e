#pragma once

#include <array>
#include <vector>

#include "hardware/optics/zone_cell.hpp"

/// Where a picture shows a machine readable zone, and what stands in its cells.
namespace hardware::optics {
/// Scores of every cell, row after row.
struct ZoneCells {
    int rows{};    ///< 3 for TD1, 2 for TD2 and TD3
    int columns{}; ///< 30, 36 or 44
    std::vector<CellReading> cells;
    double score{};                  ///< mean of the best letter of each cell
    LetterLikeness likeness{};       ///< of the letters in this print
    std::vector<LetterScores> gains; ///< of each cell, where parts of letters may be hidden: see `CoverSearch`
    std::array<Point, 4> corners{};  ///< in the picture, clockwise from where the zone begins
};

/// The most zone-like places of the picture, whatever their turn, the best first: two where it shows several documents.
/// Empty where there is none.
std::vector<ZoneCells> find_zones(const Frame& frame, OcrB& font);
} // namespace hardware::optics
