#include "hardware/optics/zone_row.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace hardware::optics {
namespace {
constexpr std::array kLettersInRow{30, 36, 44}; // TD1, TD2, TD3
constexpr float kLetter = 0.55F;                // below it is none
constexpr double kUsualBlur = 0.07;
constexpr double kSister = 0.8; // a row that looks so much like one is looked for no longer
/// An empty cell has at most this part of the deviation that the print has.
constexpr double kGround = 0.35;

/// A place on a row from which the letters are followed.
struct Beginning {
    Point middle;
    Point step;
    PrintStyle style;
    double least_deviation{};
    double score{-1};
    double distance{}; ///< in pitches, from the row that led here
};

float best_of(const LetterScores& scores)
{
    return *std::max_element(scores.begin(), scores.end());
}

/// How well five letters in a row fit about `place`, for each phase; keeps the best in `best`.
void try_place(const Frame& frame, Point place, Point step, double size, OcrB& font, Beginning& best)
{
    constexpr int kInRow = 5;
    constexpr int kAbove = 4;
    constexpr int kStride = 2;
    const Point right = step * (1.0 / kCellWidth);
    const Patch patch{frame, place, right, across(right), kCellWidth * (kInRow + 1), kCellHeight + 2 * kAbove};
    const double ground = kGround * patch.deviation();
    constexpr double kBlank = 2; // grey levels
    if (ground < kBlank) return;
    const PrintStyle style{size, size, kUsualBlur};
    const auto& templates = font.templates(style);
    const int last = patch.width() - kCellWidth;
    std::vector<float> at(static_cast<std::size_t>(last) + 1, -1);
    for (int top = 0; top <= 2 * kAbove; top += kStride)
        for (int left = 0; left <= last; left += kStride) {
            auto& score = at[static_cast<std::size_t>(left)];
            score = std::max(score, best_of(patch.score(templates, left, top, ground)));
        }
    for (int phase = 0; phase < kCellWidth; phase += kStride) {
        double score = 0;
        for (int i = 0; i < kInRow; ++i)
            score += static_cast<double>(at[cell_index(phase, i)]) / kInRow;
        if (score <= best.score) continue;
        const double third = phase + kCellWidth * 2.5; // the middle one of the five
        best = {place + right * (third - patch.width() / 2.0), step, style, ground, score};
    }
}

/// The best of a few places, both directions and the distances of letters that a zone may have.
Beginning beginning_on(const Frame& frame, const TextLine& line, OcrB& font)
{
    constexpr double kHopeless = 0.5;
    constexpr double kGood = 0.86;
    const Point way = line.to - line.from;
    Beginning best;
    for (const double part : {0.5, 0.25, 0.75}) { // a row of fillers does not show its phase well
        if (best.score > kGood || (part < 0.5 && best.score < kHopeless)) break;
        for (const int letters : kLettersInRow) {
            const double pitch = length(way) / (letters - 1);
            const double height = line.height_px / pitch;
            constexpr double kFlattest = 0.6;
            constexpr double kTallest = 1.7;
            if (height < kFlattest || height > kTallest) continue;
            for (const double direction : {1.0, -1.0})
                for (const double size : {1.0, 1.2})
                    try_place(frame, line.from + way * part, way * (direction / (letters - 1)), size, font, best);
        }
    }
    return best;
}

/// Tries letters of other sizes and blurs about the beginning.
PrintStyle style_at(const Frame& frame, const Beginning& begin, OcrB& font)
{
    const Point right = begin.step * (1.0 / kCellWidth);
    std::vector<Patch> patches;
    for (int i = -2; i <= 2; ++i)
        patches.emplace_back(frame, begin.middle + begin.step * i, right, across(right), kCellWidth + 6,
                             kCellHeight + 8);
    double best_score = -1;
    PrintStyle best = begin.style;
    const auto compare = [&](const PrintStyle& style) {
        double score = 0;
        for (const auto& patch : patches)
            score += static_cast<double>(read_cell(patch, font.templates(style), begin.least_deviation).score());
        if (score <= best_score) return;
        best_score = score;
        best = style;
    };
    for (const double wider : {-0.1, 0.0, 0.1})
        for (const double higher : {-0.15, 0.0, 0.15})
            compare({begin.style.width + wider, begin.style.height + higher, kUsualBlur});
    const auto size = best;
    for (const double blur : {0.03, 0.11, 0.16})
        compare({size.width, size.height, blur});
    return best;
}

/// Follows the letters one by one to both sides, each looked for near where the ones before lead.
class Follower {
public:
    Follower(const Frame& frame, const Beginning& begin, const CellTemplates& templates)
        : frame_{frame}, begin_{begin}, templates_{templates}
    {
    }

    std::vector<ZoneRow::Letter> follow() const
    {
        const auto first = look(begin_.middle, begin_.step);
        auto letters = side(first, begin_.step * -1);
        std::reverse(letters.begin(), letters.end());
        letters.push_back(first);
        const auto after = side(first, begin_.step);
        letters.insert(letters.end(), after.begin(), after.end());
        return letters;
    }

private:
    /// The letter near `place`; where none is, the place itself with a low score.
    ZoneRow::Letter look(Point place, Point step) const
    {
        constexpr int kReach = 4;
        const Point right = step * (1.0 / kCellWidth);
        const Patch patch{frame_, place, right, across(right), kCellWidth + 2 * kReach, kCellHeight + 2 * kReach};
        const auto cell = read_cell(patch, templates_, begin_.least_deviation);
        if (cell.score() < kLetter) return {place, cell.score()};
        return {place + right * cell.shift.x + across(right) * cell.shift.y, cell.score()};
    }

    bool inside(Point place) const
    {
        return place.x >= 0 && place.y >= 0 && place.x < frame_.width_px && place.y < frame_.height_px;
    }

    /// All letters after `first` in one direction, without it.
    std::vector<ZoneRow::Letter> side(ZoneRow::Letter first, Point step) const
    {
        constexpr std::size_t kMost = 60;
        constexpr unsigned kGap = 3; // so many places without a letter end the row
        constexpr std::size_t kLookBack = 6;
        const double turn = dot(step, begin_.step) < 0 ? -1 : 1; // patches always stand in reading direction
        std::vector<ZoneRow::Letter> letters{first};
        unsigned missing = 0;
        while (letters.size() < kMost && missing < kGap) {
            const Point place = letters.back().middle + step;
            if (!inside(place)) break;
            letters.push_back(look(place, step * turn));
            missing = letters.back().score < kLetter ? missing + 1 : 0;
            if (missing > 0) continue;
            const auto back = std::min(letters.size() - 1, kLookBack);
            const Point seen =
                (letters.back().middle - letters[letters.size() - 1 - back].middle) * (1.0 / static_cast<double>(back));
            const double change = length(seen) / length(step);
            if (change > 0.9 && change < 1.1) step = (step + seen) * 0.5;
        }
        while (letters.size() > 1 && letters.back().score < kLetter)
            letters.pop_back();
        letters.erase(letters.begin());
        return letters;
    }

    const Frame& frame_;
    const Beginning& begin_;
    const CellTemplates& templates_;
};

ZoneRow row_from(const Frame& frame, const Beginning& begin, const PrintStyle& style, OcrB& font)
{
    ZoneRow row;
    row.letters = Follower{frame, begin, font.templates(style)}.follow();
    row.step = begin.step;
    row.style = style;
    row.least_deviation = begin.least_deviation;
    for (const auto& letter : row.letters)
        row.score += static_cast<double>(letter.score) / static_cast<double>(row.letters.size());
    return row;
}

/// How well five letters fit `distance` pitches aside of those about `at`, moved along the row by what a view from the
/// side does; keeps the best in `best`.
void try_distance(const Frame& frame, const ZoneRow& row, std::size_t at, Point step, Point aside, double distance,
                  OcrB& font, Beginning& best)
{
    constexpr int kReach = 6;
    constexpr int kAbove = 1;
    constexpr int kStride = 2;
    constexpr double kInRow = 5;
    const Point right = step * (1.0 / kCellWidth);
    const auto& templates = font.templates(row.style);
    std::array<double, kReach + 1> scores{};
    for (std::size_t i = at - 2; i <= at + 2; ++i) {
        const Patch patch{frame,
                          row.letters[i].middle + aside * distance,
                          right,
                          across(right),
                          kCellWidth + 2 * kReach,
                          kCellHeight + 2 * kAbove};
        for (std::size_t k = 0; k < scores.size(); ++k) {
            float letter = -1;
            for (int top = 0; top <= 2 * kAbove; top += kStride)
                letter = std::max(
                    letter, best_of(patch.score(templates, static_cast<int>(k) * kStride, top, row.least_deviation)));
            scores[k] += static_cast<double>(letter) / kInRow;
        }
    }
    const auto most = std::max_element(scores.begin(), scores.end());
    if (*most <= best.score) return;
    const double moved = static_cast<double>(most - scores.begin()) * kStride - kReach;
    best = {row.letters[at].middle + aside * distance + right * moved,
            step,
            row.style,
            row.least_deviation,
            *most,
            distance};
}

/// The place of the sister row near letter `at` of `row`: the nearest one, should there be several.
Beginning sister_near(const Frame& frame, const ZoneRow& row, std::size_t at, int side, Distances distances, OcrB& font)
{
    constexpr double kStep = 2.0 / kCellWidth;
    constexpr double kBehind = 0.4; // pitches: so far behind a row nothing belongs to it
    const Point step = (row.letters[at + 3].middle - row.letters[at - 3].middle) * (1.0 / 6);
    Beginning best;
    for (double distance = distances.nearest; distance <= distances.furthest + kStep / 2; distance += kStep) {
        if (best.score > kSister && distance > best.distance + kBehind) break;
        try_distance(frame, row, at, step, across(step) * side, distance, font, best);
    }
    return best;
}
} // namespace

std::optional<ZoneRow> follow_row(const Frame& frame, const TextLine& line, OcrB& font, Effort& effort)
{
    constexpr int kBeginning = 1;
    constexpr int kLetters = 3;
    constexpr double kPromising = 0.7;
    constexpr double kRow = 0.72;
    constexpr std::size_t kFewest = 20;
    effort.spend(kBeginning);
    const auto begin = beginning_on(frame, line, font);
    if (begin.score < kPromising) return std::nullopt;
    effort.spend(kLetters);
    auto row = row_from(frame, begin, style_at(frame, begin, font), font);
    if (row.letters.size() < kFewest || row.score < kRow) return std::nullopt;
    return row;
}

std::optional<ZoneRow> follow_next_row(const Frame& frame, const ZoneRow& row, int side, Distances distances,
                                       OcrB& font, Effort& effort)
{
    effort.spend(2);
    constexpr double kPromising = 0.68;
    constexpr double kRow = 0.65;
    constexpr std::size_t kFewest = 15;
    Beginning best;
    for (const double part : {0.5, 0.2, 0.8}) {
        if (best.score > kSister) break;
        const auto last = row.letters.size() - 4;
        const auto at =
            std::clamp<std::size_t>(static_cast<std::size_t>(static_cast<double>(row.letters.size()) * part), 3, last);
        const auto found = sister_near(frame, row, at, side, distances, font);
        if (found.score > best.score) best = found;
    }
    if (best.score < kPromising) return std::nullopt;
    auto sister = row_from(frame, best, row.style, font);
    sister.distance = best.distance;
    if (sister.letters.size() < kFewest || sister.score < kRow) return std::nullopt;
    return sister;
}
} // namespace hardware::optics
