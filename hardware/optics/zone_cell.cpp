#include "hardware/optics/zone_cell.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace hardware::optics {
namespace {
/// Grey at a place between pixels.
double grey_at(const Frame& frame, Point place)
{
    const double x = std::clamp(place.x, 0.0, frame.width_px - 1.0);
    const double y = std::clamp(place.y, 0.0, frame.height_px - 1.0);
    const auto left = static_cast<unsigned>(x);
    const auto top = static_cast<unsigned>(y);
    const auto upper = frame.row(top);
    const auto lower = frame.row(std::min(top + 1, frame.height_px - 1));
    const auto right = std::min(left + 1, frame.width_px - 1);
    const double dx = x - left;
    const double dy = y - top;
    return (upper[left] * (1 - dx) + upper[right] * dx) * (1 - dy) + (lower[left] * (1 - dx) + lower[right] * dx) * dy;
}

/// Where between its neighbours a score would be highest, and by how much.
struct Peak {
    double place{};
    float higher{};
};

Peak peak(float before, float score, float after)
{
    constexpr float kEven = 1e-4F;
    const float bend = before - 2 * score + after;
    if (bend > -kEven) return {};
    const float slope = (after - before) / 2;
    return {static_cast<double>(-slope / bend), -slope * slope / (2 * bend)};
}

/// The scores at all places of a patch, row by row.
struct Places {
    int columns{};
    int rows{};
    std::vector<LetterScores> scores;

    const LetterScores& at(int left, int top) const
    {
        return scores[static_cast<std::size_t>(top) * static_cast<std::size_t>(columns) +
                      static_cast<std::size_t>(left)];
    }

    float at(int left, int top, std::size_t letter) const { return at(left, top)[letter]; }

    /// Where a letter fits best, in whole pixels.
    std::pair<int, int> place_of(std::size_t letter) const
    {
        int x = 0;
        int y = 0;
        for (int top = 0; top < rows; ++top)
            for (int left = 0; left < columns; ++left)
                if (at(left, top, letter) > at(x, y, letter)) std::tie(x, y) = std::pair{left, top};
        return {x, y};
    }

    /// The scores of all letters where one of them fits best.
    const LetterScores& scores_at(std::size_t letter) const
    {
        const auto [x, y] = place_of(letter);
        return at(x, y);
    }

    /// The highest score of a letter, to a part of a pixel, and how far from the middle it is.
    std::pair<float, Point> best(std::size_t letter) const
    {
        const auto [x, y] = place_of(letter);
        const float score = at(x, y, letter);
        const auto aside = x > 0 && x + 1 < columns ? peak(at(x - 1, y, letter), score, at(x + 1, y, letter)) : Peak{};
        const auto below = y > 0 && y + 1 < rows ? peak(at(x, y - 1, letter), score, at(x, y + 1, letter)) : Peak{};
        return {score + aside.higher + below.higher,
                {x + aside.place - (columns - 1) / 2.0, y + below.place - (rows - 1) / 2.0}};
    }
};
} // namespace

Patch::Patch(const Frame& frame, Point middle, Point step_right, Point step_down, int width, int height)
    : width_{width}, height_{height}
{
    constexpr double kSharp = 1.6; // picture pixels to one of ours, above which the mean of several is taken
    constexpr int kMost = 4;
    constexpr double kHalf = 0.5; // to the middle of a pixel, and to the nearest grey
    const double step = std::max(length(step_right), length(step_down));
    const int samples = step > kSharp ? std::min(kMost, static_cast<int>(std::ceil(step / 1.2))) : 1;
    grey_.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            double sum = 0;
            for (int j = 0; j < samples; ++j) {
                const auto row = middle + step_down * (y + (j + kHalf) / samples - height / 2.0);
                for (int i = 0; i < samples; ++i)
                    sum += grey_at(frame, row + step_right * (x + (i + kHalf) / samples - width / 2.0));
            }
            grey_.push_back(static_cast<std::int16_t>(sum / (samples * samples) + kHalf));
        }
    }
}

double Patch::deviation() const
{
    double sum = 0;
    double squares = 0;
    for (const double value : grey_) {
        sum += value;
        squares += value * value;
    }
    const auto count = static_cast<double>(grey_.size());
    return std::sqrt(std::max(0.0, squares / count - sum * sum / count / count));
}

LetterScores Patch::score(const CellTemplates& templates, int left, int top, double least_deviation) const
{
    CellTemplate cell{};
    int sum = 0;
    int squares = 0;
    for (int y = 0; y < kCellHeight; ++y) {
        const auto* from = grey_.data() + (y + top) * width_ + left;
        for (int x = 0; x < kCellWidth; ++x) {
            cell[cell_index(x, y)] = from[x];
            sum += from[x];
            squares += from[x] * from[x];
        }
    }
    const double variance = squares - static_cast<double>(sum) * sum / kCellPixels;
    const double size = std::sqrt(std::max(variance, least_deviation * least_deviation * kCellPixels));
    const double one = 1 / (kTemplateLength * size);
    LetterScores scores{};
    for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter) {
        const auto& drawn = templates[letter];
        int product = 0;
        for (std::size_t i = 0; i < kCellRoom; ++i)
            product += drawn[i] * cell[i];
        scores[letter] = static_cast<float>(product * one);
    }
    return scores;
}

CellReading read_cell(const Patch& patch, const CellTemplates& templates, double least_deviation)
{
    Places places{patch.width() - kCellWidth + 1, patch.height() - kCellHeight + 1, {}};
    for (int top = 0; top < places.rows; ++top)
        for (int left = 0; left < places.columns; ++left)
            places.scores.push_back(patch.score(templates, left, top, least_deviation));
    CellReading reading;
    std::array<Point, kZoneLetterCount> shifts{};
    for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter)
        std::tie(reading.scores[letter], shifts[letter]) = places.best(letter);
    const auto best = std::max_element(reading.scores.begin(), reading.scores.end());
    reading.best = static_cast<std::size_t>(best - reading.scores.begin());
    reading.beside = places.scores_at(reading.best);
    reading.shift = shifts[reading.best];
    return reading;
}
} // namespace hardware::optics
