#include "hardware/optics/plane.hpp"

#include <algorithm>
#include <utility>

namespace hardware::optics {
namespace {
constexpr std::size_t kUnknowns = 8;
using Vector = std::array<double, kUnknowns>;
using Matrix = std::array<Vector, kUnknowns>;

/// Gaussian elimination with pivots over the first `size` unknowns; `right` becomes the solution. False where there is
/// none.
bool solve(Matrix& left, Vector& right, std::size_t size)
{
    constexpr double kSingular = 1e-12;
    for (std::size_t i = 0; i < size; ++i) {
        std::size_t pivot = i;
        for (std::size_t row = i + 1; row < size; ++row)
            if (std::fabs(left[row][i]) > std::fabs(left[pivot][i])) pivot = row;
        if (std::fabs(left[pivot][i]) < kSingular) return false;
        std::swap(left[pivot], left[i]);
        std::swap(right[pivot], right[i]);
        for (std::size_t row = i + 1; row < size; ++row) {
            const double factor = left[row][i] / left[i][i];
            for (std::size_t column = i; column < size; ++column)
                left[row][column] -= factor * left[i][column];
            right[row] -= factor * right[i];
        }
    }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t column = i + 1; column < size; ++column)
            right[i] -= left[i][column] * right[column];
        right[i] /= left[i][i];
    }
    return true;
}

/// Where the sightings lie and how far they reach: the equations are solved in these units, so that all are near one.
struct Extent {
    Point middle;
    double reach{};
};

std::optional<Extent> frame_of(std::span<const Sighting> sightings)
{
    double weights = 0;
    Point sum;
    for (const auto& sighting : sightings) {
        sum = sum + sighting.picture * sighting.weight;
        weights += sighting.weight;
    }
    if (weights <= 0) return std::nullopt;
    Extent frame{sum * (1 / weights), 0};
    for (const auto& sighting : sightings)
        frame.reach += sighting.weight * length(sighting.picture - frame.middle) / weights;
    if (frame.reach <= 0) return std::nullopt;
    return frame;
}
} // namespace

std::optional<GridMap> GridMap::fit(std::span<const Sighting> sightings, bool flat)
{
    constexpr double kColumns = 20; // about half a line: columns and rows come near one as well
    const auto frame = frame_of(sightings);
    if (!frame) return std::nullopt;
    Matrix left{};
    Vector right{};
    double weights = 0;
    for (const auto& [grid, picture, weight] : sightings) {
        const double u = grid.x / kColumns;
        const double v = grid.y;
        const double x = (picture.x - frame->middle.x) / frame->reach;
        const double y = (picture.y - frame->middle.y) / frame->reach;
        const Vector to_x{u, v, 1, 0, 0, 0, -x * u, -x * v};
        const Vector to_y{0, 0, 0, u, v, 1, -y * u, -y * v};
        for (std::size_t i = 0; i < kUnknowns; ++i) {
            for (std::size_t j = 0; j < kUnknowns; ++j)
                left[i][j] += weight * (to_x[i] * to_x[j] + to_y[i] * to_y[j]);
            right[i] += weight * (to_x[i] * x + to_y[i] * y);
        }
        weights += weight;
    }
    // Two or three rows say little of the perspective across them: without reason there is none.
    constexpr double kNoReason = 1e-4;
    left[7][7] += kNoReason * weights;
    const std::size_t unknowns = flat ? 6 : kUnknowns;
    if (!solve(left, right, unknowns)) return std::nullopt;
    if (flat) right[6] = right[7] = 0;
    const auto& [a, b, c, d, e, f, g, h] = right;
    const auto& [middle, reach] = *frame;
    GridMap map;
    map.factors_ = {(reach * a + middle.x * g) / kColumns,
                    reach * b + middle.x * h,
                    reach * c + middle.x,
                    (reach * d + middle.y * g) / kColumns,
                    reach * e + middle.y * h,
                    reach * f + middle.y,
                    g / kColumns,
                    h};
    return map;
}

Point GridMap::operator()(Point grid) const
{
    const auto& k = factors_;
    const double scale = k[6] * grid.x + k[7] * grid.y + 1;
    return {(k[0] * grid.x + k[1] * grid.y + k[2]) / scale, (k[3] * grid.x + k[4] * grid.y + k[5]) / scale};
}

Point GridMap::column_step(Point grid) const
{
    return (*this)({grid.x + 0.5, grid.y}) - (*this)({grid.x - 0.5, grid.y});
}

Point GridMap::row_step(Point grid) const
{
    return (*this)({grid.x, grid.y + 0.5}) - (*this)({grid.x, grid.y - 0.5});
}
} // namespace hardware::optics
