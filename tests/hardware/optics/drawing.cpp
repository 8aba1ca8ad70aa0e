#include "tests/hardware/optics/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>

#include <leptonica/allheaders.h>
#include <qrencode.h>
#include <unistd.h>

namespace drawing {
namespace {
using hardware::optics::blank_frame;

std::uint8_t as_grey(double value)
{
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

Frame mapped(const Frame& picture, const std::function<std::uint8_t(std::uint8_t)>& change)
{
    auto result = picture;
    std::ranges::transform(result.pixels, result.pixels.begin(), change);
    return result;
}

/// The grey of a place beyond the border is that of the border.
double at(const Frame& picture, long x, long y)
{
    const auto column = static_cast<std::size_t>(std::clamp(x, 0L, long{picture.width_px} - 1));
    const auto row = static_cast<unsigned>(std::clamp(y, 0L, long{picture.height_px} - 1));
    return picture.row(row)[column];
}

Frame blurred_one_way(const Frame& picture, double sigma_px, long dx, long dy)
{
    const long reach = std::lround(std::ceil(3 * sigma_px));
    auto result = blank_frame(picture.width_px, picture.height_px);
    for (unsigned y = 0; y < picture.height_px; ++y) {
        for (unsigned x = 0; x < picture.width_px; ++x) {
            double sum = 0;
            double weights = 0;
            for (long i = -reach; i <= reach; ++i) {
                const double weight = std::exp(-static_cast<double>(i * i) / (2 * sigma_px * sigma_px));
                sum += weight * at(picture, long{x} + i * dx, long{y} + i * dy);
                weights += weight;
            }
            result.row(y)[x] = as_grey(sum / weights);
        }
    }
    return result;
}
} // namespace

Frame qr_code(std::string_view text, unsigned module_px)
{
    constexpr unsigned kQuietZone = 4;
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code{
        QRcode_encodeString(std::string{text}.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free};
    if (!code) throw std::runtime_error{"QRcode_encodeString"};
    const auto modules = static_cast<unsigned>(code->width);
    const unsigned side = (modules + 2 * kQuietZone) * module_px;
    auto picture = blank_frame(side, side, 255);
    for (unsigned y = 0; y < modules * module_px; ++y)
        for (unsigned x = 0; x < modules * module_px; ++x)
            if ((code->data[y / module_px * modules + x / module_px] & 1U) != 0)
                picture.row(y + kQuietZone * module_px)[x + kQuietZone * module_px] = 0;
    return picture;
}

Frame on_table(const Frame& picture, unsigned width_px, unsigned height_px, std::uint8_t grey)
{
    auto scene = blank_frame(width_px, height_px, grey);
    const unsigned left = (width_px - picture.width_px) / 2;
    const unsigned top = (height_px - picture.height_px) / 2;
    for (unsigned y = 0; y < picture.height_px; ++y)
        std::ranges::copy(picture.row(y), scene.row(top + y).begin() + left);
    return scene;
}

void lay(Frame& page, const Frame& picture, unsigned left, unsigned top)
{
    for (unsigned y = 0; y < picture.height_px; ++y)
        std::ranges::copy(picture.row(y), page.row(top + y).subspan(left).begin());
}

Frame one_above_other(const Frame& upper, const Frame& lower)
{
    constexpr unsigned kAside = 20;
    auto table =
        blank_frame(std::max(upper.width_px, lower.width_px) + 2 * kAside, upper.height_px + lower.height_px, 144);
    lay(table, upper, kAside, 0);
    lay(table, lower, kAside, upper.height_px);
    return table;
}

Frame with_contrast(const Frame& picture, double share, std::uint8_t middle)
{
    return mapped(picture, [&](std::uint8_t grey) { return as_grey(middle + (grey - 127.5) * share); });
}

Frame inverted(const Frame& picture)
{
    return mapped(picture, [](std::uint8_t grey) { return static_cast<std::uint8_t>(255 - grey); });
}

Frame rotated(const Frame& picture, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    const double middle_x = picture.width_px / 2.0;
    const double middle_y = picture.height_px / 2.0;
    auto result = blank_frame(picture.width_px, picture.height_px);
    for (unsigned y = 0; y < picture.height_px; ++y) {
        for (unsigned x = 0; x < picture.width_px; ++x) {
            const double dx = x - middle_x;
            const double dy = y - middle_y;
            const double from_x = middle_x + dx * std::cos(angle) + dy * std::sin(angle);
            const double from_y = middle_y - dx * std::sin(angle) + dy * std::cos(angle);
            const double left = std::floor(from_x);
            const double top = std::floor(from_y);
            const double right_share = from_x - left;
            const double lower_share = from_y - top;
            const long column = std::lround(left);
            const long row = std::lround(top);
            const double upper =
                at(picture, column, row) * (1 - right_share) + at(picture, column + 1, row) * right_share;
            const double lower =
                at(picture, column, row + 1) * (1 - right_share) + at(picture, column + 1, row + 1) * right_share;
            result.row(y)[x] = as_grey(upper * (1 - lower_share) + lower * lower_share);
        }
    }
    return result;
}

Frame noisy(const Frame& picture, double sigma, unsigned seed)
{
    std::mt19937 random{seed};
    std::normal_distribution<double> noise{0, sigma};
    return mapped(picture, [&](std::uint8_t grey) { return as_grey(grey + noise(random)); });
}

Frame blurred(const Frame& picture, double sigma_px)
{
    return blurred_one_way(blurred_one_way(picture, sigma_px, 1, 0), sigma_px, 0, 1);
}

Folder::Folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "gishe-pictures-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
    path = name;
}

Folder::~Folder()
{
    std::filesystem::remove_all(path);
}

void write(const Frame& picture, const std::filesystem::path& file, FileKind kind)
{
    const bool transparent = kind == FileKind::transparent_png;
    PIX* pix = pixCreate(static_cast<int>(picture.width_px), static_cast<int>(picture.height_px), transparent ? 32 : 8);
    if (transparent) pixSetSpp(pix, 4);
    for (unsigned y = 0; y < picture.height_px; ++y) {
        for (unsigned x = 0; x < picture.width_px; ++x) {
            const unsigned grey = picture.row(y)[x];
            pixSetPixel(pix, static_cast<int>(x), static_cast<int>(y), transparent ? 255 - grey : grey);
        }
    }
    const int failed = pixWrite(file.c_str(), pix, kind == FileKind::jpeg ? IFF_JFIF_JPEG : IFF_PNG);
    pixDestroy(&pix);
    if (failed != 0) throw std::runtime_error{"pixWrite"};
}
} // namespace drawing
