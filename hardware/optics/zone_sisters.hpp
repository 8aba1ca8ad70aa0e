#pragma once

#include <vector>

#include "hardware/optics/zone_row.hpp"

/// The rows of one zone, found from one of them.
namespace hardware::optics {
/// A row and where it stands in the grid of its sisters.
struct PlacedRow {
    ZoneRow row;
    int line{};
    int first_column{};
};

/// The row and its sisters above and below, in one grid. Where both sides show one but not as far away, the less clear
/// one is other print.
std::vector<PlacedRow> with_sisters(const Frame& frame, const ZoneRow& row, OcrB& font, Effort& effort);
} // namespace hardware::optics
