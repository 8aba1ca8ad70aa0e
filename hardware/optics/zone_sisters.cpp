#include "hardware/optics/zone_sisters.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace hardware::optics {
namespace {
// Rows are as far apart as the picture shows: this is all that is asked of them, in pitches.
constexpr Distances kDistances{1.3, 3.2};

/// The letter of `row` that stands nearest above or below `place`.
int column_at(const ZoneRow& row, Point place)
{
    const auto nearest = std::min_element(row.letters.begin(), row.letters.end(), [&](const auto& a, const auto& b) {
        return std::fabs(dot(a.middle - place, row.step)) < std::fabs(dot(b.middle - place, row.step));
    });
    return static_cast<int>(nearest - row.letters.begin());
}

Distances about(double distance)
{
    constexpr double kPerspective = 1.2; // from one row to the next
    return {distance / kPerspective, distance * kPerspective};
}

/// The row next to `row`. One that lies between the two, and was less clear, comes first.
std::optional<ZoneRow> sister_of(const Frame& frame, const ZoneRow& row, int side, OcrB& font, Effort& effort)
{
    auto sister = follow_next_row(frame, row, side, kDistances, font, effort);
    if (!sister || sister->distance < 2 * kDistances.nearest) return sister;
    auto between = follow_next_row(frame, row, side, about(sister->distance / 2), font, effort);
    return between ? between : sister;
}
} // namespace

std::vector<PlacedRow> with_sisters(const Frame& frame, const ZoneRow& row, OcrB& font, Effort& effort)
{
    constexpr int kMostAside = 2;
    const std::array sides{-1, 1};
    std::array<std::optional<ZoneRow>, 2> sisters;
    const ZoneRow* clearest = nullptr;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        sisters[i] = sister_of(frame, row, sides[i], font, effort);
        if (sisters[i] && (clearest == nullptr || sisters[i]->score > clearest->score)) clearest = &*sisters[i];
    }
    std::vector<PlacedRow> rows{{row, 0, 0}};
    if (clearest == nullptr) return rows;
    const auto like = about(clearest->distance);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        auto sister = std::move(sisters[i]);
        if (sister && (sister->distance < like.nearest || sister->distance > like.furthest)) continue;
        PlacedRow last{row, 0, 0};
        while (sister) {
            const auto middle = sister->letters.size() / 2;
            const int column = last.first_column + column_at(last.row, sister->letters[middle].middle);
            last = {std::move(*sister), last.line + sides[i], column - static_cast<int>(middle)};
            rows.push_back(last);
            sister = std::abs(last.line) < kMostAside ? follow_next_row(frame, last.row, sides[i], like, font, effort)
                                                      : std::nullopt;
        }
    }
    return rows;
}
} // namespace hardware::optics
