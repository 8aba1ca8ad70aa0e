#pragma once

#include <random>
#include <string>
#include <vector>

#include "hardware/document/mrz.hpp"
#include "tests/hardware/optics/drawing.hpp"

/// Documents with a machine readable zone, and what happens to their pictures.
namespace drawing {
using Zone = std::vector<std::string>;

/// The zone of somebody who does not exist; every check digit is right.
Zone random_zone(std::mt19937& random, hardware::document::MrzFormat format);

/// How a zone is printed. By itself as documents are to the best of our knowledge, which is no better than memory: rows
/// 6.35 mm apart and capitals of 2.4 mm.
struct ZonePrint {
    std::string font = "OCRB";     ///< a cut of the font, as the Debian package names its files
    double pitch_px = 30;          ///< from letter to letter: 300 dots an inch
    bool clutter = true;           ///< with lines, a portrait and other text about it, as documents have
    double row_distance = 2.5;     ///< in pitches
    double capital_height = 0.945; ///< in pitches
};

/// The side of a document that bears the zone.
Frame document_with(const Zone& zone, const ZonePrint& print = {});

Frame scaled(const Frame& picture, double factor);
/// Turned about its middle, in a picture as large as that needs.
Frame turned(const Frame& picture, double degrees);
/// Seen from the side: each corner moves inwards by up to `share` of the width.
Frame from_the_side(const Frame& picture, double share, std::mt19937& random);
/// With the reflection of a lamp somewhere on its lower half.
Frame with_glare(const Frame& picture, std::mt19937& random);

/// What a camera does to a picture: `clean`, `noise`, `blur_2`, `blur_3`, `dpi_150`, `turn_1`, `turn_3`, `turn_8`,
/// `turn_180`, `perspective`, `glare`, `mixed`, `low_contrast`, `on_table`.
const std::vector<std::string>& conditions();
/// Throws `std::out_of_range` for a condition that is none.
Frame under(const std::string& condition, const Frame& picture, std::mt19937& random);
} // namespace drawing
