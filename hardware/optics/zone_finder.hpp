#pragma once

#include <optional>
#include <vector>

#include "hardware/optics/zone_cell.hpp"

/// Where a picture shows a machine readable zone, and what stands in its cells.
namespace hardware::optics {
/// Scores of every cell, row after row.
struct ZoneCells {
    int rows{};    ///< 3 for TD1, 2 for TD2 and TD3
    int columns{}; ///< 30, 36 or 44
    std::vector<CellReading> cells;
    double score{}; ///< mean of the best letter of each cell
};

/// The most zone-like place of the picture, whatever its turn. Empty where there is none.
std::optional<ZoneCells> find_zone(const Frame& frame, OcrB& font);
} // namespace hardware::optics
