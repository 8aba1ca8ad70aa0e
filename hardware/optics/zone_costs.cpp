#include "hardware/optics/zone_costs.hpp"

#include <algorithm>
#include <bitset>

#include "hardware/optics/zone_layout.hpp"

namespace hardware::optics {
namespace {
/// How much less likely a letter is for a score that is lower by one: found on printed and distorted zones. Where the
/// letters fit better than they do there, as under even blur, a smaller difference tells as much.
double cost_of_score(double zone_score, double cell_score)
{
    constexpr double kCost = 60;
    constexpr double kUsualMisfit = 0.04;
    constexpr double kLeastMisfit = 0.01;
    const double misfit = std::clamp(1 - (zone_score + cell_score) / 2, kLeastMisfit, kUsualMisfit);
    return kCost * kUsualMisfit / misfit;
}

/// How much a cell is worth beside the others: one that fits no letter nearly as well as its neighbours fit theirs is
/// covered, folded or mixed of two, and what is left of a letter may look like another one. Said of names alone, over
/// which no check digit stands.
double worth_of(double zone_score, double cell_score)
{
    constexpr double kUsual = 0.18; // how far below the zone's mean whole letters fall
    constexpr double kNone = 0.36;
    constexpr double kLeast = 0.25;
    const double below = zone_score - cell_score;
    return std::clamp((kNone - below) / (kNone - kUsual), kLeast, 1.0);
}

/// How much more of a cell two letters in a mixture explain than its best letter alone, measured by what neither
/// explains: noise and letters off their place are no mixture.
double mixture_of(const CellReading& cell, const LetterLikeness& likeness, std::size_t one, std::size_t other)
{
    constexpr double kLeastShare = 0.25; // less of the second letter does not make a third one of the first
    constexpr double kExact = 0.002;     // no print agrees better with a template
    const double like = static_cast<double>(likeness[one][other]);
    const auto seen_one = static_cast<double>(cell.beside[one]);
    const auto seen_other = static_cast<double>(cell.beside[other]);
    const double much = seen_one - like * seen_other; // of each letter, in the same measure
    const double less = seen_other - like * seen_one;
    if (std::min(much, less) < kLeastShare * (much + less)) return 0;
    const double together = (seen_one * much + seen_other * less) / (1 - like * like);
    const auto best = static_cast<double>(cell.beside[cell.best]);
    return (together - best * best) / std::max(kExact, 1 - together);
}

using Letters = std::bitset<kZoneLetterCount>;

/// The letters of which a third one that is like them, the cell's best, may be mixed: D and 0 together look like O.
Letters mixed_in(const CellReading& cell, const LetterLikeness& likeness)
{
    constexpr double kMixed =
        0.15; // pure letters, however they are distorted, stay below a tenth, mixed ones above 0.2
    constexpr float kAlike = 0.75F;
    Letters mixed;
    const auto may_be = [&](std::size_t letter) { return letter != cell.best && likeness[cell.best][letter] > kAlike; };
    for (std::size_t one = 0; one < kZoneLetterCount; ++one) {
        if (!may_be(one)) continue;
        for (std::size_t other = 0; other < one; ++other)
            if (may_be(other) && mixture_of(cell, likeness, one, other) > kMixed) mixed.set(one).set(other);
    }
    return mixed;
}

/// The cells of the names, over which no check digit stands.
bool is_in_name(std::size_t cell, int columns)
{
    const auto length = static_cast<std::size_t>(columns);
    const auto name = layout_of(columns).name;
    return cell >= name && cell < (name / length + 1) * length;
}

/// The letters that a cell may hold with a part of them hidden. `is_checked`: a check digit stands over its field
/// alone.
Letters hidden_in(const LetterScores& gains, bool is_checked)
{
    // Where a letter is whole, nearly all others gain less than -0.4, and most less than -0.7; under blur one of which
    // a part is hidden may gain as little.
    constexpr float kDoubtful = -0.3F;
    constexpr float kDoubtfulUnchecked = -0.45F; // no check digit makes up for what is doubted too late
    const float doubtful = is_checked ? kDoubtful : kDoubtfulUnchecked;
    Letters hidden;
    for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter)
        hidden[letter] = gains[letter] > doubtful;
    return hidden;
}
} // namespace

CellCosts costs_of(const ZoneCells& zone)
{
    CellCosts costs(zone.cells.size());
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& cell = zone.cells[i];
        const auto score = static_cast<double>(cell.score());
        const auto worth = is_in_name(i, zone.columns) ? worth_of(zone.score, score) : 1.0;
        const auto cost = static_cast<float>(cost_of_score(zone.score, score) * worth);
        for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter)
            costs[i][letter] = cost * (cell.score() - cell.scores[letter]);
    }
    return costs;
}

CellCosts doubted(CellCosts costs, const ZoneCells& zone)
{
    constexpr double kMixed = 12;   // a quarter of the difference is certain alone, a seventh where it is seen twice
    constexpr double kLeast = 0.01; // where nothing is seen, no letter differs from another one
    const auto& layout = layout_of(zone.columns);
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& cell = zone.cells[i];
        const auto possible =
            mixed_in(cell, zone.likeness) | hidden_in(zone.gains[i], has_own_check_digit(layout, static_cast<int>(i)));
        for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter) {
            if (letter == cell.best) continue;
            const auto difference = static_cast<double>(cell.score() - cell.scores[letter]);
            const auto whole = static_cast<double>(cell.score() * (1 - zone.likeness[cell.best][letter]));
            const double seen = possible[letter] ? 0 : difference / std::max(kLeast, whole);
            if (seen < 1) costs[i][letter] = std::min(costs[i][letter], static_cast<float>(kMixed * seen / (1 - seen)));
        }
    }
    return costs;
}
} // namespace hardware::optics
