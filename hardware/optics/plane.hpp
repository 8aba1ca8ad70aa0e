#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <span>

/// Points of a picture and the projective map that lays a grid on it.
namespace hardware::optics {
/// In pixels, from the middle of the first one; `x` to the right, `y` down.
struct Point {
    double x{};
    double y{};

    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    friend Point operator*(Point a, double factor) { return {a.x * factor, a.y * factor}; }
};

inline double dot(Point a, Point b)
{
    return a.x * b.x + a.y * b.y;
}
/// Positive where `b` points to the right of `a`, as seen on a picture whose `y` grows down.
inline double cross(Point a, Point b)
{
    return a.x * b.y - a.y * b.x;
}
inline double length(Point a)
{
    return std::hypot(a.x, a.y);
}
/// A quarter turn: from along a line of text to down from it.
inline Point across(Point a)
{
    return {-a.y, a.x};
}

/// One place of the grid (column, row) that was seen at a place of the picture; `weight` 0 counts nothing.
struct Sighting {
    Point grid;
    Point picture;
    double weight{1};
};

/// Maps the grid (column, row) of a plane onto the picture that a camera takes of it.
class GridMap {
public:
    /// The map that fits best by least squares; `flat` allows no perspective. Empty where the sightings do not
    /// determine one.
    static std::optional<GridMap> fit(std::span<const Sighting> sightings, bool flat);

    Point operator()(Point grid) const;
    /// One step to the next column and to the next row, at that place.
    Point column_step(Point grid) const;
    Point row_step(Point grid) const;

private:
    std::array<double, 8> factors_{};
};
} // namespace hardware::optics
