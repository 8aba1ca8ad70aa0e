#include "hardware/optics/text_lines.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "hardware/optics/ink.hpp"

namespace hardware::optics {
namespace {
// In heights of a mark. Fillers are lower than letters, an I is narrow, and blurred letters flow into each other.
constexpr double kNearest = 0.3;
constexpr double kFurthest = 2.1;
constexpr double kOffTheLine = 0.33;
constexpr double kLikeSize = 2.2;
constexpr double kLikeContrast = 1.9; // along a line it changes slowly, also where light falls on it
constexpr std::size_t kFewestMarks = 14;
constexpr std::size_t kMostMarks = 120;
// In heights of the line: 30 to 44 letters, closely or widely set.
constexpr double kShortestLine = 14;
constexpr double kLongestLine = 56;

bool is_like(const InkMark& a, double size, double contrast)
{
    const auto within = [](double x, double y, double factor) { return x < factor * y && y < factor * x; };
    return within(a.size_px, size, kLikeSize) && within(a.contrast, contrast, kLikeContrast);
}

/// The marks by place, so that neighbours are found without looking at all.
class MarkIndex {
public:
    explicit MarkIndex(const std::vector<InkMark>& marks) : marks_{marks}
    {
        for (std::size_t i = 0; i < marks.size(); ++i)
            cells_[cell_of(marks[i].middle)].push_back(i);
    }

    template <typename Visit>
    void around(Point place, double radius, Visit&& visit) const
    {
        const auto [left, top] = cell_of(place - Point{radius, radius});
        const auto [right, bottom] = cell_of(place + Point{radius, radius});
        for (int y = top; y <= bottom; ++y) {
            for (int x = left; x <= right; ++x) {
                const auto found = cells_.find({x, y});
                if (found == cells_.end()) continue;
                for (const auto i : found->second)
                    visit(i);
            }
        }
    }

    const std::vector<InkMark>& marks() const { return marks_; }

private:
    static std::pair<int, int> cell_of(Point place)
    {
        constexpr double kCell = 24;
        return {static_cast<int>(std::floor(place.x / kCell)), static_cast<int>(std::floor(place.y / kCell))};
    }

    const std::vector<InkMark>& marks_;
    std::map<std::pair<int, int>, std::vector<std::size_t>> cells_;
};

/// A row in the making: marks one after the other, and their usual height.
struct Chain {
    std::vector<std::size_t> marks;
    double height_px{};
};

double upper_quartile(std::vector<double> values)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 3 / 4);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// The mark that goes on after the last one, straight on; none where the row ends.
std::optional<std::size_t> next_mark(const MarkIndex& index, const Chain& chain)
{
    constexpr std::size_t kLookBack = 8; // marks that give the direction
    const auto& marks = index.marks();
    const auto& last = marks[chain.marks.back()];
    const std::size_t back = std::min(chain.marks.size() - 1, kLookBack);
    const auto recent = std::span{chain.marks}.last(back + 1);
    Point middle;
    for (const auto i : recent)
        middle = middle + marks[i].middle * (1.0 / static_cast<double>(recent.size()));
    const Point way = last.middle - marks[recent.front()].middle;
    const Point direction = way * (1 / length(way));
    const bool young = chain.marks.size() < 5;
    const double tolerance = (young ? 1.4 : 1.0) * kOffTheLine * chain.height_px;

    std::optional<std::size_t> next;
    double least = std::numeric_limits<double>::max();
    index.around(last.middle, kFurthest * chain.height_px, [&](std::size_t i) {
        if (!is_like(marks[i], chain.height_px, last.contrast)) return;
        const double along = dot(marks[i].middle - last.middle, direction);
        if (along < 0.2 * chain.height_px || along > kFurthest * chain.height_px) return;
        const double off = std::fabs(cross(direction, marks[i].middle - middle));
        if (off > tolerance || along + 2 * off >= least) return;
        least = along + 2 * off;
        next = i;
    });
    if (next && std::find(chain.marks.begin(), chain.marks.end(), *next) != chain.marks.end()) return std::nullopt;
    return next;
}

/// Goes on from two neighbours, to both sides.
Chain follow(const MarkIndex& index, std::size_t first, std::size_t second)
{
    constexpr std::size_t kSettled = 12; // from so many marks on the height is known
    const auto& marks = index.marks();
    Chain chain{{first, second}, std::max(marks[first].size_px, marks[second].size_px)};
    for (int side = 0; side < 2; ++side) {
        while (chain.marks.size() < kMostMarks) {
            const auto next = next_mark(index, chain);
            if (!next) break;
            chain.marks.push_back(*next);
            if (chain.marks.size() > kSettled) continue;
            std::vector<double> sizes;
            for (const auto i : chain.marks)
                sizes.push_back(marks[i].size_px);
            chain.height_px = upper_quartile(std::move(sizes));
        }
        std::reverse(chain.marks.begin(), chain.marks.end());
    }
    return chain;
}

/// The straight line through the marks, from the first to the last.
TextLine straightened(const std::vector<InkMark>& marks, const Chain& chain)
{
    Point middle;
    for (const auto i : chain.marks)
        middle = middle + marks[i].middle * (1.0 / static_cast<double>(chain.marks.size()));
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double contrast = 0;
    std::vector<double> sizes;
    for (const auto i : chain.marks) {
        contrast += marks[i].contrast / static_cast<double>(chain.marks.size());
        const Point offset = marks[i].middle - middle;
        xx += offset.x * offset.x;
        yy += offset.y * offset.y;
        xy += offset.x * offset.y;
        sizes.push_back(marks[i].size_px);
    }
    const double angle = std::atan2(2 * xy, xx - yy) / 2;
    const Point direction{std::cos(angle), std::sin(angle)};
    const auto on_line = [&](std::size_t i) { return middle + direction * dot(marks[i].middle - middle, direction); };
    const auto half = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), half, sizes.end());
    return {on_line(chain.marks.front()), on_line(chain.marks.back()), *half, contrast};
}

bool lies_on(const TextLine& line, const TextLine& other)
{
    const Point way = other.to - other.from;
    const double reach = length(way);
    const Point direction = way * (1 / reach);
    for (const auto end : {line.from, line.to}) {
        if (std::fabs(cross(direction, end - other.from)) > other.height_px / 2) return false;
        const double along = dot(end - other.from, direction);
        if (along < -2 * other.height_px || along > reach + 2 * other.height_px) return false;
    }
    return true;
}
} // namespace

std::vector<TextLine> find_text_lines(const Frame& frame)
{
    const auto marks = find_ink_marks(frame);
    const MarkIndex index{marks};
    std::vector<bool> taken(marks.size());
    std::vector<TextLine> found;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (taken[i]) continue;
        Chain longest;
        index.around(marks[i].middle, 2 * marks[i].size_px, [&](std::size_t j) {
            if (j == i || taken[j] || !is_like(marks[j], marks[i].size_px, marks[i].contrast)) return;
            const double distance = length(marks[j].middle - marks[i].middle);
            if (distance < kNearest * marks[i].size_px || distance > 1.9 * marks[i].size_px) return;
            auto chain = follow(index, i, j);
            if (chain.marks.size() > longest.marks.size()) longest = std::move(chain);
        });
        if (longest.marks.size() < kFewestMarks) continue;
        for (const auto mark : longest.marks)
            taken[mark] = true;
        const auto line = straightened(marks, longest);
        const double reach = length(line.to - line.from) / line.height_px;
        if (reach > kShortestLine && reach < kLongestLine) found.push_back(line);
    }
    std::sort(found.begin(), found.end(),
              [](const TextLine& a, const TextLine& b) { return length(a.to - a.from) > length(b.to - b.from); });
    std::vector<TextLine> lines;
    for (const auto& line : found)
        if (std::none_of(lines.begin(), lines.end(), [&](const TextLine& other) { return lies_on(line, other); }))
            lines.push_back(line);
    constexpr double kPale = 0.5; // of the darkest row
    double darkest = 0;
    for (const auto& line : lines)
        darkest = std::max(darkest, line.contrast);
    std::stable_partition(lines.begin(), lines.end(),
                          [&](const TextLine& line) { return line.contrast > kPale * darkest; });
    return lines;
}
} // namespace hardware::optics
