#pragma once

#include <map>
#include <optional>
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

/// How a letter stands beside the others of its line, in heights of a capital.
struct LetterPrint {
    double raised = 0;
    double height = 1; ///< of what the font has by itself
};

/// How a zone is printed. By itself as ICAO 9303-3 §4.4, 9303-4 figure 3 and 9303-5 figure 6 have it: ten letters an
/// inch, capitals of 2.46 mm (ECMA-11 §4.1), rows 6.35 mm apart where there are two, and 4.23 mm where there are three.
struct ZonePrint {
    std::string font = "OCRB";               ///< a cut of the font, as the Debian package names its files
    double pitch_px = 30;                    ///< from letter to letter: 300 dots an inch
    bool clutter = true;                     ///< with lines, a portrait and other text about it, as documents have
    std::optional<double> row_distance = {}; ///< in pitches; empty: of its size
    double capital_height = 2.46 / 2.54;     ///< in pitches
    std::map<char, LetterPrint> otherwise =
        {};           ///< letters that a state prints higher or shorter than the font has them
    double stray = 0; ///< by how much a letter stands higher or lower than its line at most, in pitches
};

/// The side of a document that bears the zone.
Frame document_with(const Zone& zone, const ZonePrint& print = {});

/// A part of one letter that cannot be seen: of its ink's width (`across`) or height from `from` to `to`, between 0 and
/// 1 from the left or the top.
struct Cover {
    std::size_t line{};
    std::size_t column{};
    bool across{};
    double from{};
    double to{};
};
/// Hides it in a document that `document_with` has drawn, in the tone of the paper.
void cover(Frame& picture, const Zone& zone, const ZonePrint& print, const Cover& cover);
Frame covered_document(const Zone& zone, const ZonePrint& print, const Cover& cover);

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
