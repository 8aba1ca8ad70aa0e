#include "hardware/optics/zone_finder.hpp"

#include <algorithm>
#include <span>

#include "hardware/optics/ink.hpp"
#include "hardware/optics/text_lines.hpp"
#include "hardware/optics/zone_cover.hpp"
#include "hardware/optics/zone_sisters.hpp"

namespace hardware::optics {
namespace {
constexpr double kLookedAt = 1000; // pixels of the longer side in which rows are looked for
constexpr double kZone = 0.75;
constexpr double kSureZone = 0.9;
// A page full of print has many rows, and a zone is among the longest of them.
constexpr std::size_t kMostLines = 40;
constexpr unsigned kMostGrids = 4;
constexpr int kMostEffort = 30;
// Where one zone is found: most pictures show no other, and should cost little more for it.
constexpr int kEffortForAnother = 18;
constexpr unsigned kMostInVain = 2; // lines that turn out to be no rows of a zone

/// What the rows together span.
struct Span {
    int first_line{};
    int lines{};
    int first_column{};
    int columns{};
};

Span span_of(const std::vector<PlacedRow>& rows)
{
    int top = 0;
    int bottom = 0;
    int left = rows.front().first_column;
    int right = left;
    for (const auto& [row, line, first] : rows) {
        top = std::min(top, line);
        bottom = std::max(bottom, line);
        left = std::min(left, first);
        right = std::max(right, first + static_cast<int>(row.letters.size()) - 1);
    }
    return {top, bottom - top + 1, left, right - left + 1};
}

struct Size {
    int rows{};
    int columns{};
};

/// The kind of zone that fits: a letter or two at the ends may not have been seen.
std::optional<Size> size_of(const Span& span)
{
    constexpr int kUnseen = 3;
    for (const auto size : {Size{3, 30}, Size{2, 36}, Size{2, 44}})
        if (span.columns <= size.columns && span.columns >= size.columns - kUnseen && span.lines <= size.rows)
            return size;
    return std::nullopt;
}

/// Fits once, then again with less weight for what lies off.
std::optional<GridMap> robust_fit(std::vector<Sighting> sightings, double pitch_px)
{
    constexpr double kOff = 0.1; // pitches
    auto map = GridMap::fit(sightings, true);
    for (int i = 0; map && i < 3; ++i) {
        auto weighted = sightings;
        for (auto& sighting : weighted) {
            const double off = length((*map)(sighting.grid) - sighting.picture) / pitch_px / kOff;
            sighting.weight /= 1 + off * off;
        }
        map = GridMap::fit(weighted, false);
    }
    return map;
}

double weight_of(float score)
{
    constexpr float kNothing = 0.5F;
    const double above = std::max(0.0F, score - kNothing);
    return above * above;
}

/// Reads all cells under a map, makes the map better by where the letters fitted, and reads again.
class GridReader {
public:
    GridReader(const Frame& frame, OcrB& font, Size size, const ZoneRow& known)
        : frame_{frame}, font_{font}, size_{size}, style_{known.style},
          least_deviation_{known.least_deviation}, pitch_px_{known.pitch_px()}
    {
    }

    std::optional<ZoneCells> read(GridMap map, Effort& effort)
    {
        constexpr int kGlance = 1;
        constexpr int kAllCells = 12;
        constexpr int kWide = 3;
        constexpr int kNarrow = 1;
        constexpr double kHopeless = 0.5; // upside down, or a letter off, few cells look like anything
        distance_ = distance_in(map);
        effort.spend(kGlance);
        if (glance(map, kWide) < kHopeless) return std::nullopt;
        effort.spend(kAllCells);
        ZoneCells zone;
        for (int round = 0; round < 3; ++round) {
            const bool last = round == 2;
            std::vector<Sighting> sightings;
            zone = look(map, last ? kNarrow : kWide, round == 0, sightings);
            if (last) {
                zone.likeness = likeness_of(font_.templates(style_));
                zone.gains = gains_in(map, zone);
                zone.corners = corners_of(map);
                break;
            }
            const auto better = robust_fit(std::move(sightings), pitch_px_);
            if (!better) return std::nullopt;
            map = *better;
        }
        return zone;
    }

private:
    /// Of the rows in the middle of the zone, in pitches.
    double distance_in(const GridMap& map) const
    {
        const Point middle{(size_.columns - 1) / 2.0, (size_.rows - 1) / 2.0};
        const Point right = map.column_step(middle);
        return cross(right, map.row_step(middle)) / dot(right, right);
    }

    /// Of the whole zone, with half a letter about it.
    std::array<Point, 4> corners_of(const GridMap& map) const
    {
        constexpr double kAbout = 1;
        const double right = size_.columns - 1 + kAbout;
        const double bottom = size_.rows - 1 + kAbout;
        return {map({-kAbout, -kAbout}), map({right, -kAbout}), map({right, bottom}), map({-kAbout, bottom})};
    }

    /// How far around a cell a patch reaches, and how far below its place it lies, in pixels of the templates.
    struct Around {
        int aside{};
        int above{};
        double down{};
    };

    Patch patch_at(const GridMap& map, Point grid, Around around) const
    {
        const Point step_down = map.row_step(grid) * (1 / distance_ / kCellWidth);
        return {frame_,    map(grid) + step_down * around.down, map.column_step(grid) * (1.0 / kCellWidth),
                step_down, kCellWidth + 2 * around.aside,       kCellHeight + 2 * around.above};
    }

    /// Letters may stand a little above or below their line, but not aside of their place.
    std::vector<LetterScores> gains_in(const GridMap& map, const ZoneCells& zone) const
    {
        constexpr int kAbove = 2;
        const auto& templates = font_.templates(style_);
        CoverSearch covers{templates};
        for (std::size_t i = 0; i < zone.cells.size(); ++i) {
            const auto column = i % static_cast<std::size_t>(size_.columns);
            const auto line = i / static_cast<std::size_t>(size_.columns);
            const Point grid{static_cast<double>(column), static_cast<double>(line)};
            const auto stray = read_cell(patch_at(map, grid, {0, kAbove}), templates, least_deviation_);
            const auto best = zone.cells[i].best;
            const double down = stray.best == best ? stray.shift.y : zone.cells[i].shift.y;
            covers.add(best, {patch_at(map, grid, {}), patch_at(map, grid, {0, 0, down})});
        }
        return covers.gains();
    }

    /// Mean score of some of the cells: what it costs to see that a place is the wrong one.
    double glance(const GridMap& map, int reach) const
    {
        constexpr int kEvery = 7;
        const auto& templates = font_.templates(style_);
        double score = 0;
        int seen = 0;
        for (int i = 0; i < size_.rows * size_.columns; i += kEvery, ++seen) {
            const int row = i / size_.columns;
            const Point grid{double(i % size_.columns), double(row)};
            score += static_cast<double>(
                read_cell(patch_at(map, grid, {reach, reach}), templates, least_deviation_).score());
        }
        return score / seen;
    }

    ZoneCells look(const GridMap& map, int reach, bool settle_style, std::vector<Sighting>& sightings)
    {
        std::vector<Patch> patches;
        std::vector<Point> grids;
        for (int line = 0; line < size_.rows; ++line) {
            for (int column = 0; column < size_.columns; ++column) {
                const Point grid{double(column), double(line)};
                grids.push_back(grid);
                patches.push_back(patch_at(map, grid, {reach, reach}));
            }
        }
        if (settle_style) settle(patches);
        ZoneCells zone{size_.rows, size_.columns, {}, 0, {}, {}, {}};
        const auto& templates = font_.templates(style_);
        for (std::size_t i = 0; i < patches.size(); ++i) {
            const auto cell = read_cell(patches[i], templates, least_deviation_);
            const Point grid = grids[i];
            sightings.push_back({grid,
                                 map(grid) + map.column_step(grid) * (cell.shift.x / kCellWidth) +
                                     map.row_step(grid) * (cell.shift.y / distance_ / kCellWidth),
                                 weight_of(cell.score())});
            zone.score += static_cast<double>(cell.score()) / static_cast<double>(patches.size());
            zone.cells.push_back(cell);
        }
        return zone;
    }

    /// Finds the size and blur of the letters on some of the cells.
    void settle(const std::vector<Patch>& patches)
    {
        constexpr std::size_t kEvery = 5;
        double best_score = -1;
        PrintStyle best = style_;
        const auto compare = [&](const PrintStyle& style) {
            double score = 0;
            for (std::size_t i = 0; i < patches.size(); i += kEvery)
                score += static_cast<double>(read_cell(patches[i], font_.templates(style), least_deviation_).score());
            if (score <= best_score) return;
            best_score = score;
            best = style;
        };
        for (const double wider : {-0.05, 0.0, 0.05})
            for (const double higher : {-0.05, 0.0, 0.05})
                compare({style_.width + wider, style_.height + higher, style_.blur});
        const auto size = best;
        for (const double blur : {0.03, 0.06, 0.09, 0.12, 0.16, 0.2})
            compare({size.width, size.height, blur});
        style_ = best;
    }

    const Frame& frame_;
    OcrB& font_;
    Size size_;
    PrintStyle style_;
    double least_deviation_;
    double pitch_px_;
    double distance_{};
};

std::vector<Sighting> sightings_of(const std::vector<PlacedRow>& rows, int first_line, int first_column)
{
    std::vector<Sighting> sightings;
    for (const auto& [row, line, first] : rows)
        for (std::size_t i = 0; i < row.letters.size(); ++i)
            sightings.push_back({{double(first + static_cast<int>(i) - first_column), double(line - first_line)},
                                 row.letters[i].middle,
                                 weight_of(row.letters[i].score)});
    return sightings;
}

/// The same sightings of a zone that stands on its head.
void turn(std::vector<Sighting>& sightings, Size size)
{
    for (auto& sighting : sightings)
        sighting.grid = {size.columns - 1 - sighting.grid.x, size.rows - 1 - sighting.grid.y};
}

/// The best reading among the places that the rows may have in a whole zone.
std::optional<ZoneCells> read_grid(const Frame& frame, const std::vector<PlacedRow>& rows, OcrB& font, Effort& effort)
{
    const auto span = span_of(rows);
    const auto size = size_of(span);
    if (rows.size() < 2 || !size) return std::nullopt;
    std::optional<ZoneCells> best;
    for (int up = 0; up <= size->rows - span.lines; ++up) {
        for (int left = 0; left <= size->columns - span.columns; ++left) {
            for (const bool turned : {false, true}) {
                if (effort.is_spent() || (best && best->score > kSureZone)) return best;
                auto sightings = sightings_of(rows, span.first_line - up, span.first_column - left);
                if (turned) turn(sightings, *size);
                const auto map = robust_fit(std::move(sightings), rows.front().row.pitch_px());
                if (!map) continue;
                auto zone = GridReader{frame, font, *size, rows.front().row}.read(*map, effort);
                if (zone && (!best || zone->score > best->score)) best = std::move(zone);
            }
        }
    }
    return best;
}

bool is_inside(const ZoneCells& zone, Point place)
{
    for (std::size_t i = 0; i < zone.corners.size(); ++i) {
        const Point corner = zone.corners[i];
        const Point next = zone.corners[(i + 1) % zone.corners.size()];
        if (cross(next - corner, place - corner) < 0) return false;
    }
    return true;
}

/// The zones that are found in one picture, the best first.
class Zones {
public:
    bool has(Point place) const
    {
        return std::any_of(zones_.begin(), zones_.end(), [&](const auto& zone) { return is_inside(zone, place); });
    }

    bool has_sure() const { return !zones_.empty() && zones_.front().score > kSureZone; }

    /// Of two at the same place the better one stays.
    void add(ZoneCells zone)
    {
        const auto middle = [](const ZoneCells& of) { return (of.corners[0] + of.corners[2]) * 0.5; };
        const auto same = std::find_if(zones_.begin(), zones_.end(), [&](const ZoneCells& other) {
            return is_inside(other, middle(zone)) || is_inside(zone, middle(other));
        });
        if (same == zones_.end())
            zones_.push_back(std::move(zone));
        else if (zone.score > same->score)
            *same = std::move(zone);
        std::sort(zones_.begin(), zones_.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    }

    /// Whether a row of print may be one of another document beside the best one: its letters are as far apart as those
    /// of every zone, so that only the distance from the camera makes them smaller or larger.
    bool may_have_beside_them(const TextLine& line) const
    {
        constexpr double kShortest = 0.5; // a card beside a passport, further away
        constexpr double kLowest = 0.75;  // in distances of two letters; other print on documents is smaller
        constexpr double kHighest = 1.5;
        const auto& best = zones_.front();
        const double row_px = length(best.corners[1] - best.corners[0]);
        const double height = line.height_px * best.columns / row_px;
        return length(line.to - line.from) >= kShortest * row_px && height >= kLowest && height <= kHighest;
    }

    std::size_t count() const { return zones_.size(); }
    std::vector<ZoneCells> best_two() &&
    {
        if (zones_.size() > 2) zones_.resize(2);
        return std::move(zones_);
    }

private:
    std::vector<ZoneCells> zones_;
};
} // namespace

std::vector<ZoneCells> find_zones(const Frame& frame, OcrB& font)
{
    const double scale = std::min(1.0, kLookedAt / std::max(frame.width_px, frame.height_px));
    const auto lines = scale < 1 ? find_text_lines(reduced(frame, scale)) : find_text_lines(frame);
    const auto in_frame = [scale](Point place) {
        return Point{(place.x + 0.5) / scale - 0.5, (place.y + 0.5) / scale - 0.5};
    };
    std::vector<PlacedRow> seen;
    const auto is_seen = [&](Point place) {
        return std::any_of(seen.begin(), seen.end(), [&](const PlacedRow& placed) {
            return std::any_of(placed.row.letters.begin(), placed.row.letters.end(), [&](const auto& letter) {
                return length(letter.middle - place) < 0.8 * placed.row.pitch_px();
            });
        });
    };
    Zones zones;
    unsigned grids = 0;
    unsigned in_vain = 0;
    Effort effort{kMostEffort};
    for (const auto& line : std::span{lines}.first(std::min(lines.size(), kMostLines))) {
        const TextLine whole{in_frame(line.from), in_frame(line.to), line.height_px / scale, line.contrast};
        if (effort.is_spent() || (zones.has_sure() && zones.count() > 1) || grids == kMostGrids) break;
        const Point middle = (whole.from + whole.to) * 0.5;
        if (is_seen(middle) || zones.has(middle)) continue;
        if (zones.has_sure() && !zones.may_have_beside_them(whole)) continue;
        if (in_vain == kMostInVain) break;
        const auto row = follow_row(frame, whole, font, effort);
        if (!row && zones.has_sure()) ++in_vain;
        if (!row) continue;
        auto rows = with_sisters(frame, *row, font, effort);
        auto zone = read_grid(frame, rows, font, effort);
        seen.insert(seen.end(), rows.begin(), rows.end());
        ++grids;
        if (!zone || zone->score <= kZone) continue;
        zones.add(std::move(*zone));
        if (zones.has_sure() && zones.count() == 1) effort = Effort{kEffortForAnother};
    }
    return std::move(zones).best_two();
}
} // namespace hardware::optics
