#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hardware/optics/zone_finder.hpp"

/// From what each cell looks like to what the zone says. What is not certain is not given.
namespace hardware::optics {
/// How little likely each letter is in each cell, in powers of e; summed over several pictures of one zone.
struct ZoneEvidence {
    int rows{};
    int columns{};
    std::vector<std::array<float, kZoneLetterCount>> costs; ///< of every cell, row after row; the best letter has 0
    unsigned pictures{};
};

ZoneEvidence evidence_of(const ZoneCells& zone);
/// Whether the picture may show the same zone: of the same size, and most of its letters are among the likely ones.
bool is_of(const ZoneEvidence& evidence, const ZoneCells& zone);
/// Adds another picture of the same zone.
void add(ZoneEvidence& evidence, const ZoneCells& zone);

/// The lines that a zone of this size can hold by the alphabet of each field and its check digits. Empty where no such
/// reading fits, or where another one fits nearly as well. Source: ICAO 9303-4 to -6.
std::optional<std::vector<std::string>> decode(const ZoneEvidence& evidence);
} // namespace hardware::optics
