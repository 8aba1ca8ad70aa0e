#include "hardware/virtual/portrait_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <jpeglib.h>

namespace hardware::virtual_card {
namespace {
constexpr int kWidth = 480;
constexpr int kHeight = 600;
constexpr int kQuality = 84;

struct Colour {
    double red, green, blue;
};

Colour mix(Colour a, Colour b, double part)
{
    return {a.red + (b.red - a.red) * part, a.green + (b.green - a.green) * part, a.blue + (b.blue - a.blue) * part};
}

/// How far (x, y) lies inside an ellipse: 1 well inside, 0 outside, a soft edge between.
double ellipse(double x, double y, double cx, double cy, double rx, double ry)
{
    const double across = (x - cx) / rx;
    const double down = (y - cy) / ry;
    if (across * across + down * down >= 1.0) return 0.0;
    return std::min((1.0 - std::sqrt(across * across + down * down)) * std::min(rx, ry) / 2.5, 1.0);
}

/// The grain of a sensor; deterministic, so that a card's picture stays the same.
double grain(unsigned x, unsigned y, unsigned seed)
{
    unsigned value = x * 374761393u + y * 668265263u + seed * 2246822519u;
    value = (value ^ (value >> 13)) * 1274126177u;
    return (static_cast<double>((value ^ (value >> 16)) & 0xFF) - 127.5) / 127.5;
}

struct Look {
    Colour hair, cloth, skin;
    double face_width;
    bool long_hair;
};

Look look_of(unsigned seed)
{
    static constexpr std::array<Colour, 3> kHair{{{74, 56, 44}, {46, 44, 46}, {120, 92, 62}}};
    static constexpr std::array<Colour, 3> kCloth{{{62, 84, 112}, {96, 70, 74}, {70, 88, 72}}};
    return {kHair[seed % 3], kCloth[(seed / 3) % 3], {214, 178, 154}, 92.0 + seed % 4 * 4.0, seed % 2 == 0};
}

Colour pixel(int column, int row, const Look& look, unsigned seed)
{
    const double x = column;
    const double y = row;
    Colour colour = mix({222, 226, 230}, {196, 202, 208}, y / kHeight);
    const auto paint = [&](Colour with, double part) { colour = mix(colour, with, part); };
    if (look.long_hair) paint(look.hair, ellipse(x, y, 240, 290, look.face_width + 34, 190));
    paint(mix(look.cloth, {30, 34, 40}, std::abs(x - 240) / 480), ellipse(x, y, 240, 640, 200, 170));
    paint(mix(look.skin, {150, 112, 92}, 0.35), ellipse(x, y, 240, 440, 52, 90));
    paint(look.hair, ellipse(x, y, 240, 225, look.face_width + 16, 138));
    const double light = std::clamp((x - 240) / 260 + 0.25, 0.0, 1.0);
    paint(mix(look.skin, {168, 128, 106}, light), ellipse(x, y, 240, 265, look.face_width, 128));
    for (const double side : {-1.0, 1.0}) {
        paint(mix(look.hair, {40, 30, 26}, 0.4), ellipse(x, y, 240 + side * 38, 226, 23, 5));
        paint({236, 232, 228}, ellipse(x, y, 240 + side * 38, 248, 17, 8));
        paint({70, 58, 50}, ellipse(x, y, 240 + side * 38, 248, 8, 8));
    }
    paint({176, 134, 112}, ellipse(x, y, 240, 296, 13, 9));
    paint({164, 98, 92}, ellipse(x, y, 240, 336, 31, 8));
    const double noise = 2.0 * grain(static_cast<unsigned>(column), static_cast<unsigned>(row), seed);
    return {colour.red + noise, colour.green + noise, colour.blue + noise};
}

JSAMPLE sample(double value)
{
    return static_cast<JSAMPLE>(std::clamp(value, 0.0, 255.0));
}
} // namespace

Bytes draw_portrait(unsigned seed)
{
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &memory, &size);
    jpeg.image_width = kWidth;
    jpeg.image_height = kHeight;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, kQuality, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    const auto look = look_of(seed);
    std::array<JSAMPLE, std::size_t{kWidth} * 3> line{};
    for (int row = 0; row < kHeight; ++row) {
        for (int column = 0; column < kWidth; ++column) {
            const auto colour = pixel(column, row, look, seed);
            auto* target = line.data() + std::ptrdiff_t{column} * 3;
            target[0] = sample(colour.red);
            target[1] = sample(colour.green);
            target[2] = sample(colour.blue);
        }
        JSAMPROW rows[] = {line.data()};
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    const std::unique_ptr<unsigned char, void (*)(void*)> written{memory, std::free};
    return {written.get(), written.get() + size};
}
} // namespace hardware::virtual_card
