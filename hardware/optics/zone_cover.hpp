#pragma once

#include <vector>

#include "hardware/optics/zone_cell.hpp"

/// Letters of which a part cannot be seen: where white paint or an even reflection lies on a B, what is left may look
/// like an E.
namespace hardware::optics {
/// How dark each pixel of a cell is: 0 as the paper, `kInk` as the ink of the letter that the cell looks like. Shadows
/// and reflections go beyond, by four times that at most.
using Darkness = std::array<std::int16_t, kCellPixels>;
inline constexpr int kInk = 256;

/// Asks of every cell of a zone whether another letter, of which a part has the tone of the paper, explains what is
/// seen better than the whole letter that the cell looks like.
class CoverSearch {
public:
    explicit CoverSearch(const CellTemplates& templates);

    /// Takes the next cell: the letter that it looks like, and what is seen at each place where a letter may stand.
    /// Letters are evenly spaced, so that these are above and below each other. A patch is one cell large.
    void add(std::size_t letter, const std::vector<Patch>& places);

    /// Of each cell that was taken: how much less every letter with a part of it hidden leaves unexplained than the
    /// whole one does, in parts of what it leaves. About 0 where both explain the same; a little more where the cell
    /// fits its letter worse than the others do theirs.
    std::vector<LetterScores> gains() const;

private:
    struct Cell {
        std::size_t letter{};
        std::vector<Darkness> places;
        double unexplained{}; ///< squares of darkness that the whole letter does not explain, in pixels full of ink
    };

    /// The median of what letters in this print leave unexplained. Fillers stand for themselves: many states print
    /// them higher or shorter than the font has them.
    double usually_unexplained(bool fillers) const;

    std::array<Darkness, kZoneLetterCount> ink_{};
    std::vector<Cell> cells_;
};
} // namespace hardware::optics
