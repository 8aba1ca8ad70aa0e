#pragma once

#include <array>
#include <vector>

#include "hardware/optics/zone_finder.hpp"

/// From how a cell looks to how likely each letter is.
namespace hardware::optics {
/// How little likely each letter is in each cell of one picture, in powers of e; the best letter has 0.
using CellCosts = std::vector<std::array<float, kZoneLetterCount>>;

CellCosts costs_of(const ZoneCells& zone);

/// The costs of a reader to whom sharpness proves nothing. Of the difference between the best letter and another one,
/// all is to be seen in a cell that is the one or the other, and nothing where it is mixed half and half of both or a
/// part of the other one is hidden: a small part of it is not certain, however even the picture.
CellCosts doubted(CellCosts costs, const ZoneCells& zone);
} // namespace hardware::optics
