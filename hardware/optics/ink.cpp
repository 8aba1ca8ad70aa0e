#include "hardware/optics/ink.hpp"

#include <algorithm>
#include <cmath>

namespace hardware::optics {
namespace {
constexpr int kSurroundings = 15; // pixels to each side: somewhat more than a letter
constexpr double kFlat = 4;       // grey levels of deviation, below which there is nothing but noise
constexpr double kDarker = 0.35;  // deviations below the mean
constexpr double kFaint = 5;      // grey levels below which a mark is none
constexpr std::size_t kSmallest = 10;
constexpr std::size_t kLargest = 20'000;
constexpr double kTallest = 120; // pixels

/// Three by three, binomial: takes the noise of single pixels away.
Frame smoothed(const Frame& frame)
{
    auto result = frame;
    for (unsigned y = 0; y < frame.height_px; ++y) {
        const auto above = frame.row(y == 0 ? 0 : y - 1);
        const auto here = frame.row(y);
        const auto below = frame.row(std::min(y + 1, frame.height_px - 1));
        auto out = result.row(y);
        for (unsigned x = 0; x < frame.width_px; ++x) {
            const unsigned left = x == 0 ? 0 : x - 1;
            const unsigned right = std::min(x + 1, frame.width_px - 1);
            const auto column = [&](unsigned i) { return above[i] + 2 * here[i] + below[i]; };
            out[x] = static_cast<std::uint8_t>((column(left) + 2 * column(x) + column(right) + 8) / 16);
        }
    }
    return result;
}

/// Sums over rectangles in constant time.
class Sums {
public:
    explicit Sums(const Frame& frame)
        : width_{frame.width_px + 1U}, values_(width_ * (frame.height_px + 1U)), squares_(values_.size())
    {
        for (unsigned y = 0; y < frame.height_px; ++y) {
            std::uint64_t values = 0;
            std::uint64_t squares = 0;
            const auto row = frame.row(y);
            for (unsigned x = 0; x < frame.width_px; ++x) {
                values += row[x];
                squares += std::uint64_t{row[x]} * row[x];
                const auto at = (y + 1) * width_ + x + 1;
                values_[at] = values_[at - width_] + values;
                squares_[at] = squares_[at - width_] + squares;
            }
        }
    }

    struct Statistics {
        double mean{};
        double deviation{};
    };
    Statistics over(unsigned left, unsigned top, unsigned right, unsigned bottom) const
    {
        const double count = static_cast<double>(right - left) * (bottom - top);
        const double mean = static_cast<double>(sum(values_, left, top, right, bottom)) / count;
        const double square = static_cast<double>(sum(squares_, left, top, right, bottom)) / count;
        return {mean, std::sqrt(std::max(0.0, square - mean * mean))};
    }

private:
    std::uint64_t sum(const std::vector<std::uint64_t>& of, unsigned left, unsigned top, unsigned right,
                      unsigned bottom) const
    {
        return of[bottom * width_ + right] - of[top * width_ + right] - of[bottom * width_ + left] +
               of[top * width_ + left];
    }

    std::size_t width_;
    std::vector<std::uint64_t> values_;
    std::vector<std::uint64_t> squares_;
};

/// How much darker each pixel is than its surroundings, 0 where it is no ink.
Frame darkness(const Frame& frame)
{
    const Sums sums{frame};
    auto result = blank_frame(frame.width_px, frame.height_px);
    for (unsigned y = 0; y < frame.height_px; ++y) {
        const unsigned top = y < kSurroundings ? 0 : y - kSurroundings;
        const unsigned bottom = std::min(frame.height_px, y + kSurroundings + 1);
        const auto row = frame.row(y);
        auto out = result.row(y);
        for (unsigned x = 0; x < frame.width_px; ++x) {
            const unsigned left = x < kSurroundings ? 0 : x - kSurroundings;
            const auto [mean, deviation] =
                sums.over(left, top, std::min(frame.width_px, x + kSurroundings + 1), bottom);
            if (deviation > kFlat && row[x] < mean - kDarker * deviation)
                out[x] = static_cast<std::uint8_t>(std::max(1.0, mean - row[x]));
        }
    }
    return result;
}

struct Pixel {
    int x{};
    int y{};
};

/// The connected pixels from `start` on; they are taken out of `dark`. Adds up their darkness.
double take_component(Frame& dark, Pixel start, std::vector<Pixel>& pixels)
{
    double darkness = 0;
    pixels.assign(1, start);
    const auto take = [&](Pixel pixel) {
        auto& value = dark.row(static_cast<unsigned>(pixel.y))[static_cast<std::size_t>(pixel.x)];
        darkness += value;
        value = 0;
    };
    take(start);
    for (std::size_t next = 0; next < pixels.size(); ++next) {
        const auto [x, y] = pixels[next];
        for (int j = std::max(0, y - 1); j <= std::min(static_cast<int>(dark.height_px) - 1, y + 1); ++j) {
            for (int i = std::max(0, x - 1); i <= std::min(static_cast<int>(dark.width_px) - 1, x + 1); ++i) {
                if (dark.row(static_cast<unsigned>(j))[static_cast<std::size_t>(i)] == 0) continue;
                take({i, j});
                pixels.push_back({i, j});
            }
        }
    }
    return darkness / static_cast<double>(pixels.size());
}

/// The component in the axes of its own shape.
struct Shape {
    Point middle;
    Point axis; ///< along it, of length one
    double least_along{1e9};
    double most_along{-1e9};
    double least_across{1e9};
    double most_across{-1e9};

    double long_side() const { return most_along - least_along + 1; }
    double short_side() const { return most_across - least_across + 1; }
    Point place(double along, double across_it) const { return middle + axis * along + across(axis) * across_it; }
    double along(Pixel pixel) const { return dot(Point{double(pixel.x), double(pixel.y)} - middle, axis); }
    double aside(Pixel pixel) const { return dot(Point{double(pixel.x), double(pixel.y)} - middle, across(axis)); }
};

Shape shape_of(const std::vector<Pixel>& pixels)
{
    const double share = 1.0 / static_cast<double>(pixels.size());
    Shape shape;
    for (const auto& pixel : pixels)
        shape.middle = shape.middle + Point{pixel.x * share, pixel.y * share};
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (const auto& pixel : pixels) {
        const double x = pixel.x - shape.middle.x;
        const double y = pixel.y - shape.middle.y;
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    const double angle = std::atan2(2 * xy, xx - yy) / 2;
    shape.axis = {std::cos(angle), std::sin(angle)};
    for (const auto& pixel : pixels) {
        shape.least_along = std::min(shape.least_along, shape.along(pixel));
        shape.most_along = std::max(shape.most_along, shape.along(pixel));
        shape.least_across = std::min(shape.least_across, shape.aside(pixel));
        shape.most_across = std::max(shape.most_across, shape.aside(pixel));
    }
    return shape;
}

/// A mark for each letter that the component may hold.
void add_marks(const std::vector<Pixel>& pixels, double contrast, std::vector<InkMark>& marks)
{
    const auto shape = shape_of(pixels);
    const double long_side = shape.long_side();
    const double short_side = shape.short_side();
    const bool hair_line = short_side < 2.5 && long_side > 20;
    if (short_side > kTallest || hair_line) return;
    const bool run_together = long_side > 1.7 * short_side && long_side > 24 && short_side >= 6;
    if (!run_together) {
        marks.push_back(
            {shape.place((shape.least_along + shape.most_along) / 2, (shape.least_across + shape.most_across) / 2),
             std::max(long_side, short_side), contrast});
        return;
    }
    const auto pieces = static_cast<std::size_t>(std::lround(long_side / short_side));
    struct Piece {
        double least{1e9};
        double most{-1e9};
        unsigned pixels{};
    };
    std::vector<Piece> found(pieces);
    for (const auto& pixel : pixels) {
        const double part = (shape.along(pixel) - shape.least_along) / long_side;
        auto& piece = found[std::min(pieces - 1, static_cast<std::size_t>(part * static_cast<double>(pieces)))];
        piece.least = std::min(piece.least, shape.aside(pixel));
        piece.most = std::max(piece.most, shape.aside(pixel));
        ++piece.pixels;
    }
    constexpr unsigned kFewest = 4;
    for (std::size_t i = 0; i < pieces; ++i) {
        if (found[i].pixels < kFewest) continue;
        const double along =
            shape.least_along + long_side * (static_cast<double>(i) + 0.5) / static_cast<double>(pieces);
        marks.push_back({shape.place(along, (found[i].least + found[i].most) / 2), short_side, contrast});
    }
}
} // namespace

std::vector<InkMark> find_ink_marks(const Frame& frame)
{
    auto dark = darkness(smoothed(frame));
    std::vector<InkMark> marks;
    std::vector<Pixel> pixels;
    for (int y = 0; y < static_cast<int>(dark.height_px); ++y) {
        for (int x = 0; x < static_cast<int>(dark.width_px); ++x) {
            if (dark.row(static_cast<unsigned>(y))[static_cast<std::size_t>(x)] == 0) continue;
            const double contrast = take_component(dark, {x, y}, pixels);
            if (contrast >= kFaint && pixels.size() >= kSmallest && pixels.size() <= kLargest)
                add_marks(pixels, contrast, marks);
        }
    }
    return marks;
}

Frame reduced(const Frame& frame, double scale)
{
    const auto size = [scale](unsigned pixels) {
        return std::max(1U, static_cast<unsigned>(std::lround(pixels * scale)));
    };
    auto result = blank_frame(size(frame.width_px), size(frame.height_px));
    // What each new pixel takes of the old ones, one way at a time.
    struct Share {
        unsigned first{};
        std::vector<float> weights;
    };
    const auto shares = [](unsigned from, unsigned to) {
        std::vector<Share> all(to);
        const double step = static_cast<double>(from) / to;
        for (unsigned i = 0; i < to; ++i) {
            const double begin = i * step;
            const double end = std::min<double>(from, begin + step);
            all[i].first = static_cast<unsigned>(begin);
            for (unsigned k = all[i].first; k < from && k < end; ++k)
                all[i].weights.push_back(
                    static_cast<float>((std::min(end, k + 1.0) - std::max<double>(begin, k)) / (end - begin)));
        }
        return all;
    };
    const auto columns = shares(frame.width_px, result.width_px);
    const auto rows = shares(frame.height_px, result.height_px);
    constexpr float kHalf = 0.5F; // to the nearest
    std::vector<float> mixed(frame.width_px);
    for (unsigned y = 0; y < result.height_px; ++y) {
        std::fill(mixed.begin(), mixed.end(), 0.0F);
        for (std::size_t k = 0; k < rows[y].weights.size(); ++k) {
            const auto row = frame.row(rows[y].first + static_cast<unsigned>(k));
            for (unsigned x = 0; x < frame.width_px; ++x)
                mixed[x] += rows[y].weights[k] * static_cast<float>(row[x]);
        }
        auto out = result.row(y);
        for (unsigned x = 0; x < result.width_px; ++x) {
            float sum = 0;
            for (std::size_t k = 0; k < columns[x].weights.size(); ++k)
                sum += columns[x].weights[k] * mixed[columns[x].first + k];
            out[x] = static_cast<std::uint8_t>(std::clamp(sum, 0.0F, 255.0F) + kHalf);
        }
    }
    return result;
}
} // namespace hardware::optics
