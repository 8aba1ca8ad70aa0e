#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hardware/optics/text_lines.hpp"
#include "hardware/optics/zone_cell.hpp"

/// One printed row of a zone, followed letter by letter: that holds whatever the perspective, and tells how many there
/// are.
namespace hardware::optics {
/// How much looking is left for one picture, in lines that are given up at once: that costs some two milliseconds. A
/// page full of print, which has no zone, would cost many times what a card does.
class Effort {
public:
    explicit Effort(int lines) : left_{lines} {}
    void spend(int lines) { left_ -= lines; }
    bool is_spent() const { return left_ <= 0; }

private:
    int left_;
};

struct ZoneRow {
    struct Letter {
        Point middle;
        float score{};
    };
    std::vector<Letter> letters; ///< in reading direction
    Point step;                  ///< from one letter to the next, about the middle of the row
    PrintStyle style;
    double least_deviation{}; ///< of the grey levels in a cell that holds a letter
    double score{};           ///< mean over the letters
    double distance{};        ///< in pitches, from the row that led to this one

    double pitch_px() const { return length(step); }
};

/// Follows the letters along `line`, in whichever of its two directions they read. Empty where it holds none in the
/// even steps of a zone.
std::optional<ZoneRow> follow_row(const Frame& frame, const TextLine& line, OcrB& font, Effort& effort);

/// How far apart the rows of a zone may be, in pitches.
struct Distances {
    double nearest{};
    double furthest{};
};

/// The next row above (`side` -1) or below (+1) of one that is known, wherever within `distances` it is.
std::optional<ZoneRow> follow_next_row(const Frame& frame, const ZoneRow& row, int side, Distances distances,
                                       OcrB& font, Effort& effort);
} // namespace hardware::optics
