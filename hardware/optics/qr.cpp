// ZXing-C++ 1 renames its texts with this and 2 has only the new names.
#define ZX_USE_UTF8

#include "hardware/optics/qr.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <ZXing/ReadBarcode.h>

namespace hardware::optics {
namespace {
// Source: release notes of ZXing-C++ 2.2, where the options were renamed.
#if __has_include(<ZXing/ReaderOptions.h>)
using ReaderOptions = ZXing::ReaderOptions;
/// As the code has it: by default control characters are written out, as `<ESC>`.
std::string text_of(const ZXing::Result& found)
{
    return found.text(ZXing::TextMode::Plain);
}
#else
using ReaderOptions = ZXing::DecodeHints;
std::string text_of(const ZXing::Result& found)
{
    return found.text();
}
#endif
using ZXing::Binarizer;

constexpr unsigned kLargestUpscaled_px = 700; ///< longer sides have no use for upscaling and would cost much

std::optional<std::string> read_as_is(const Frame& frame, Binarizer binarizer)
{
    ReaderOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    options.setTryRotate(true);
    options.setTryDownscale(true);
    options.setBinarizer(binarizer);
    const ZXing::ImageView view{frame.pixels.data(), static_cast<int>(frame.width_px),
                                static_cast<int>(frame.height_px), ZXing::ImageFormat::Lum,
                                static_cast<int>(frame.stride)};
    const auto found = ZXing::ReadBarcode(view, options);
    if (!found.isValid()) return std::nullopt;
    return text_of(found);
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

using Attempt = std::optional<std::string> (*)(const Frame&);

/// What is tried, the likeliest first.
constexpr std::array<Attempt, 7> kAttempts{
    [](const Frame& frame) { return read_as_is(frame, Binarizer::LocalAverage); },
    [](const Frame& frame) { return read_as_is(frame, Binarizer::GlobalHistogram); },
    [](const Frame& frame) { return read_as_is(stretched(frame), Binarizer::LocalAverage); },
    [](const Frame& frame) { return read_as_is(inverted(stretched(frame)), Binarizer::LocalAverage); },
    [](const Frame& frame) { return read_as_is(inverted(frame), Binarizer::GlobalHistogram); },
    [](const Frame& frame) { return read_as_is(stretched(smoothed(smoothed(frame))), Binarizer::LocalAverage); },
    [](const Frame& frame) -> std::optional<std::string> {
        if (std::max(frame.width_px, frame.height_px) > kLargestUpscaled_px) return std::nullopt;
        return read_as_is(sharpened(upscaled(stretched(frame), 3)), Binarizer::LocalAverage);
    },
};

bool is_empty(const Frame& frame)
{
    return frame.width_px == 0 || frame.height_px == 0;
}
} // namespace

std::optional<std::string> read_qr(const Frame& frame)
{
    demand_whole(frame);
    if (is_empty(frame)) return std::nullopt;
    for (const auto attempt : kAttempts)
        if (auto text = attempt(frame)) return text;
    return std::nullopt;
}

std::optional<std::string> QrWatch::look(const Frame& frame)
{
    demand_whole(frame);
    if (is_empty(frame)) return std::nullopt;
    if (auto text = kAttempts[0](frame)) return text;
    turn_ = turn_ % (kAttempts.size() - 1) + 1;
    return kAttempts[turn_](frame);
}
} // namespace hardware::optics
