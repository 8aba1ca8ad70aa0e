// ZXing-C++ 1 renames its texts with this and 2 has only the new names.
#define ZX_USE_UTF8

#include "hardware/optics/qr.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include <ZXing/ReadBarcode.h>

#include "hardware/optics/ink.hpp"
#include "hardware/optics/plane.hpp"

namespace hardware::optics {
namespace {
// Source: release notes of ZXing-C++ 2.2, where the options were renamed.
#if __has_include(<ZXing/ReaderOptions.h>)
using ReaderOptions = ZXing::ReaderOptions;
/// A light code on a dark ground is a way of its own.
void do_not_invert(ReaderOptions& options)
{
    options.setTryInvert(false);
}

/// As the code has it: by default control characters are written out, as `<ESC>`.
std::string text_of(const ZXing::Result& found)
{
    return found.text(ZXing::TextMode::Plain);
}
#else
using ReaderOptions = ZXing::DecodeHints;
void do_not_invert(ReaderOptions&) {} // it never does

std::string text_of(const ZXing::Result& found)
{
    return found.text();
}
#endif
using ZXing::Binarizer;

/// Longer sides would cost much when upscaled; of a stream's larger pictures the middle is, where a code is held.
constexpr unsigned kLargestUpscaled = 700;
/// Pixels of a whole picture; a larger one is tried as it is once, and every other way when it has been made smaller.
constexpr double kLargestInFull = 2'500'000;

/// One code and where it is seen.
struct SeenCode {
    std::string text;
    Point middle;
    double size_px{}; ///< about its side
};

constexpr unsigned kMostCodes = 255; ///< as many as ZXing-C++ gives

std::vector<SeenCode> read_as_is(const Frame& frame, Binarizer binarizer, unsigned most)
{
    ReaderOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    options.setTryRotate(true);
    options.setTryDownscale(true);
    do_not_invert(options);
    options.setBinarizer(binarizer);
    options.setMaxNumberOfSymbols(static_cast<std::uint8_t>(most));
    const ZXing::ImageView view{frame.pixels.data(), static_cast<int>(frame.width_px),
                                static_cast<int>(frame.height_px), ZXing::ImageFormat::Lum,
                                static_cast<int>(frame.stride)};
    std::vector<SeenCode> codes;
    for (const auto& found : ZXing::ReadBarcodes(view, options)) {
        if (!found.isValid()) continue;
        SeenCode code{text_of(found), {}, 0};
        std::array<Point, 4> corners;
        std::ranges::transform(found.position(), corners.begin(), [](const auto& corner) {
            return Point{static_cast<double>(corner.x), static_cast<double>(corner.y)};
        });
        for (const auto corner : corners)
            code.middle = code.middle + corner * 0.25;
        code.size_px = std::max(length(corners[2] - corners[0]), length(corners[3] - corners[1])) / std::sqrt(2.0);
        codes.push_back(std::move(code));
    }
    return codes;
}

template <typename Change>
Frame changed(const Frame& frame, Change change)
{
    auto result = blank_frame(frame.width_px, frame.height_px);
    for (unsigned y = 0; y < frame.height_px; ++y)
        std::ranges::transform(frame.row(y), result.row(y).begin(), change);
    return result;
}

Frame inverted(const Frame& frame)
{
    return changed(frame, [](std::uint8_t grey) { return static_cast<std::uint8_t>(255 - grey); });
}

/// The greys between the darkest and the lightest hundredth drawn out over the whole range.
Frame stretched(const Frame& frame)
{
    std::array<std::size_t, 256> count{};
    for (unsigned y = 0; y < frame.height_px; ++y)
        for (const auto grey : frame.row(y))
            ++count[grey];
    const auto hundredth = std::size_t{frame.width_px} * frame.height_px / 100;
    int dark = 0;
    int light = 255;
    for (std::size_t below = count[0]; below <= hundredth && dark < 255; below += count[static_cast<std::size_t>(dark)])
        ++dark;
    for (std::size_t above = count[255]; above <= hundredth && light > 0;
         above += count[static_cast<std::size_t>(light)])
        --light;
    if (light <= dark) return frame;
    return changed(frame, [&](std::uint8_t grey) {
        return static_cast<std::uint8_t>(std::clamp((grey - dark) * 255 / (light - dark), 0, 255));
    });
}

/// The middle of a picture, neither wider nor higher than `most`.
Frame middle_of(const Frame& frame, unsigned most)
{
    auto result = blank_frame(std::min(frame.width_px, most), std::min(frame.height_px, most));
    const auto left = (frame.width_px - result.width_px) / 2;
    const auto top = (frame.height_px - result.height_px) / 2;
    for (unsigned y = 0; y < result.height_px; ++y)
        std::ranges::copy(frame.row(top + y).subspan(left, result.width_px), result.row(y).begin());
    return result;
}

/// So many times as wide and high, with the greys between.
Frame upscaled(const Frame& frame, unsigned times)
{
    auto result = blank_frame(frame.width_px * times, frame.height_px * times);
    const unsigned whole = 2 * times; // in halves of a pixel of the result
    const auto place = [&](unsigned at, unsigned count) {
        const unsigned centre = std::max(2 * at + 1, times) - times;
        return std::pair{std::min(centre / whole, count - 1), centre % whole};
    };
    for (unsigned y = 0; y < result.height_px; ++y) {
        const auto [top, lower] = place(y, frame.height_px);
        const auto above = frame.row(top);
        const auto below = frame.row(std::min(top + 1, frame.height_px - 1));
        const auto target = result.row(y);
        for (unsigned x = 0; x < result.width_px; ++x) {
            const auto [left, right] = place(x, frame.width_px);
            const unsigned next = std::min(left + 1, frame.width_px - 1);
            const unsigned sum = (above[left] * (whole - right) + above[next] * right) * (whole - lower) +
                                 (below[left] * (whole - right) + below[next] * right) * lower;
            target[x] = static_cast<std::uint8_t>(sum / (whole * whole));
        }
    }
    return result;
}

/// Means over `2 * reach + 1` pixels along rows; written with rows and columns exchanged, so that doing it twice goes
/// both ways.
Frame row_means(const Frame& frame, unsigned reach)
{
    auto result = blank_frame(frame.height_px, frame.width_px);
    const unsigned count = 2 * reach + 1;
    for (unsigned y = 0; y < frame.height_px; ++y) {
        const auto row = frame.row(y);
        const auto at = [&](long x) {
            return row[static_cast<std::size_t>(std::clamp(x, 0L, long{frame.width_px} - 1))];
        };
        unsigned sum = 0;
        for (long x = -long{reach}; x <= long{reach}; ++x)
            sum += at(x);
        for (unsigned x = 0; x < frame.width_px; ++x) {
            result.row(x)[y] = static_cast<std::uint8_t>(sum / count);
            sum += at(long{x} + reach + 1);
            sum -= at(long{x} - reach);
        }
    }
    return result;
}

/// What differs from its surroundings differs four times as much: modules that ran together part again.
Frame sharpened(const Frame& frame)
{
    constexpr unsigned kReach = 3;
    constexpr int kMore = 3;
    auto around = frame;
    for (int pass = 0; pass < 3; ++pass)
        around = row_means(row_means(around, kReach), kReach);
    auto result = blank_frame(frame.width_px, frame.height_px);
    for (unsigned y = 0; y < frame.height_px; ++y)
        std::ranges::transform(frame.row(y), around.row(y), result.row(y).begin(),
                               [](std::uint8_t grey, std::uint8_t mean) {
                                   return static_cast<std::uint8_t>(std::clamp(grey + kMore * (grey - mean), 0, 255));
                               });
    return result;
}

/// Each pixel the mean of its neighbourhood of 3 by 3: noise goes, modules stay. The border keeps its greys.
Frame smoothed(const Frame& frame)
{
    auto result = changed(frame, [](std::uint8_t grey) { return grey; });
    for (unsigned y = 1; y + 1 < frame.height_px; ++y) {
        const std::array rows{frame.row(y - 1), frame.row(y), frame.row(y + 1)};
        const auto target = result.row(y);
        for (unsigned x = 1; x + 1 < frame.width_px; ++x) {
            int sum = 0;
            for (const auto& row : rows)
                sum += row[x - 1] + row[x] + row[x + 1];
            target[x] = static_cast<std::uint8_t>(sum / 9);
        }
    }
    return result;
}

/// The codes of a picture that was made so many times larger, or smaller, in places of the picture itself.
std::vector<SeenCode> placed(std::vector<SeenCode> codes, double times)
{
    for (auto& code : codes) {
        code.middle = code.middle * (1 / times);
        code.size_px /= times;
    }
    return codes;
}

using Attempt = std::vector<SeenCode> (*)(const Frame&, unsigned most);

/// What is tried, the likeliest first.
constexpr std::array<Attempt, 7> kAttempts{
    [](const Frame& frame, unsigned most) { return read_as_is(frame, Binarizer::LocalAverage, most); },
    [](const Frame& frame, unsigned most) { return read_as_is(frame, Binarizer::GlobalHistogram, most); },
    [](const Frame& frame, unsigned most) { return read_as_is(stretched(frame), Binarizer::LocalAverage, most); },
    [](const Frame& frame, unsigned most) {
        return read_as_is(inverted(stretched(frame)), Binarizer::LocalAverage, most);
    },
    [](const Frame& frame, unsigned most) { return read_as_is(inverted(frame), Binarizer::GlobalHistogram, most); },
    [](const Frame& frame, unsigned most) {
        return read_as_is(stretched(smoothed(smoothed(frame))), Binarizer::LocalAverage, most);
    },
    [](const Frame& frame, unsigned most) -> std::vector<SeenCode> {
        if (std::max(frame.width_px, frame.height_px) > kLargestUpscaled) return {};
        constexpr unsigned kTimes = 3;
        return placed(read_as_is(sharpened(upscaled(stretched(frame), kTimes)), Binarizer::LocalAverage, most), kTimes);
    },
};

bool is_empty(const Frame& frame)
{
    return frame.width_px == 0 || frame.height_px == 0;
}

std::optional<std::string> first_text(std::vector<SeenCode> codes)
{
    if (codes.empty()) return std::nullopt;
    return std::move(codes.front().text);
}

/// Takes those in that are not among `codes` yet: each place of a picture holds one code.
void add_new(std::vector<SeenCode>& codes, std::vector<SeenCode> more)
{
    for (auto& code : more) {
        const bool known = std::ranges::any_of(codes, [&](const SeenCode& other) {
            return length(code.middle - other.middle) < std::max(code.size_px, other.size_px) / 2;
        });
        if (!known) codes.push_back(std::move(code));
    }
}

/// From the left upper corner on, row by row: what stands no more than half a code lower belongs to the same row.
void put_in_order(std::vector<SeenCode>& codes)
{
    std::ranges::sort(codes, {}, [](const SeenCode& code) { return code.middle.y; });
    for (auto row = codes.begin(); row != codes.end();) {
        const double lowest = row->middle.y + row->size_px / 2;
        const auto next = std::find_if(row, codes.end(), [&](const SeenCode& code) { return code.middle.y > lowest; });
        std::sort(row, next, [](const SeenCode& a, const SeenCode& b) { return a.middle.x < b.middle.x; });
        row = next;
    }
}
} // namespace

std::vector<std::string> read_qr_codes(const Frame& frame)
{
    demand_whole(frame);
    if (is_empty(frame)) return {};
    std::vector<SeenCode> codes;
    const double scale = std::sqrt(kLargestInFull / (static_cast<double>(frame.width_px) * frame.height_px));
    if (scale < 1) {
        codes = kAttempts[0](frame, kMostCodes);
        const auto smaller = reduced(frame, scale);
        for (const auto attempt : kAttempts)
            add_new(codes, placed(attempt(smaller, kMostCodes), scale));
    } else {
        for (const auto attempt : kAttempts)
            add_new(codes, attempt(frame, kMostCodes));
    }
    put_in_order(codes);
    std::vector<std::string> texts;
    std::ranges::transform(codes, std::back_inserter(texts), [](SeenCode& code) { return std::move(code.text); });
    return texts;
}

std::optional<std::string> read_qr(const Frame& frame)
{
    demand_whole(frame);
    if (is_empty(frame)) return std::nullopt;
    for (const auto attempt : kAttempts)
        if (auto text = first_text(attempt(frame, 1))) return text;
    return std::nullopt;
}

std::optional<std::string> QrWatch::look(const Frame& frame)
{
    demand_whole(frame);
    if (is_empty(frame)) return std::nullopt;
    constexpr unsigned kMiddle = 400;
    const auto attempt = kAttempts[turn_];
    turn_ = (turn_ + 1) % kAttempts.size();
    if (attempt == kAttempts.back() && std::max(frame.width_px, frame.height_px) > kLargestUpscaled)
        return first_text(attempt(middle_of(frame, kMiddle), 1));
    return first_text(attempt(frame, 1));
}
} // namespace hardware::optics
