#include "hardware/optics/qr.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/hardware/optics/zone_drawing.hpp"

using namespace hardware::optics;
using namespace drawing;

namespace {
const std::string kPass = "1000429876543210998877665544332211000123456789012345678901234567890123456789";

Frame scene()
{
    return on_table(qr_code(kPass), 640, 480);
}
} // namespace

TEST_CASE("a clean QR code is read")
{
    CHECK(read_qr(scene()) == kPass);
}

TEST_CASE("a QR code with Cyrillic in it is read as UTF-8")
{
    CHECK(read_qr(on_table(qr_code("Гише 1"), 320, 240)) == "Гише 1");
}

TEST_CASE("a QR code is read at any turn")
{
    for (const double degrees : {17.0, 45.0, 90.0, 180.0, 233.0}) {
        CAPTURE(degrees);
        CHECK(read_qr(rotated(scene(), degrees)) == kPass);
    }
}

TEST_CASE("a QR code of low contrast is read, dark, light and in the middle")
{
    for (const int middle : {40, 127, 215}) {
        for (const double share : {0.45, 0.25, 0.12}) {
            CAPTURE(middle);
            CAPTURE(share);
            CHECK(read_qr(with_contrast(scene(), share, static_cast<std::uint8_t>(middle))) == kPass);
        }
    }
}

TEST_CASE("a white QR code on black is read, also when it is pale")
{
    CHECK(read_qr(inverted(scene())) == kPass);
    CHECK(read_qr(with_contrast(inverted(scene()), 0.3, 120)) == kPass);
}

TEST_CASE("a QR code is read through noise, also heavy")
{
    CHECK(read_qr(noisy(scene(), 40)) == kPass);
    CHECK(read_qr(noisy(scene(), 70)) == kPass);
}

TEST_CASE("a blurred QR code is read")
{
    CHECK(read_qr(blurred(scene(), 2.0)) == kPass);
}

TEST_CASE("a QR code of two pixels a module is read")
{
    CHECK(read_qr(blurred(on_table(qr_code(kPass, 2), 320, 240), 0.6)) == kPass);
}

TEST_CASE("a turned, blurred, noisy and pale QR code is read")
{
    CHECK(read_qr(with_contrast(noisy(blurred(rotated(scene(), 12), 1.2), 8), 0.5, 110)) == kPass);
}

TEST_CASE("all codes of a page are given, row by row from its left upper corner")
{
    auto page = blank_frame(900, 800, 230);
    std::vector<std::string> texts;
    for (unsigned i = 0; i < 9; ++i) {
        texts.push_back("GISHE-" + std::to_string(i));
        const unsigned aside = i % 2 * 20; // rows of print are seldom quite even
        lay(page, qr_code(texts.back(), 4), 60 + i % 3 * 280 + aside, 40 + i / 3 * 250 + aside);
    }
    CHECK(read_qr_codes(page) == texts);
}

TEST_CASE("two codes that say the same are two, and one that several ways find is one")
{
    auto page = blank_frame(700, 400, 230);
    lay(page, qr_code("4711"), 40, 60);
    lay(page, qr_code("4711"), 400, 80);
    CHECK(read_qr_codes(page) == std::vector<std::string>{"4711", "4711"});
    CHECK(read_qr_codes(scene()) == std::vector{kPass});
}

TEST_CASE("a code that only another way reads is given beside a plain one")
{
    auto page = blank_frame(700, 400, 230);
    lay(page, inverted(qr_code("light")), 40, 60);
    lay(page, qr_code("dark"), 400, 60);
    CHECK(read_qr_codes(page) == std::vector<std::string>{"light", "dark"});
}

TEST_CASE("of a very large picture small codes and large ones are read")
{
    auto page = blank_frame(4000, 3000, 230);
    lay(page, qr_code("small", 4), 300, 200);
    lay(page, qr_code("large", 40), 2000, 1200);
    CHECK(read_qr_codes(page) == std::vector<std::string>{"small", "large"});
}

TEST_CASE("padding at the end of the rows is not looked at")
{
    const auto tight = scene();
    Frame padded{tight.width_px, tight.height_px, tight.width_px + 24, {}};
    padded.pixels.assign(padded.stride * padded.height_px, 0);
    for (unsigned y = 0; y < tight.height_px; ++y)
        std::ranges::copy(tight.row(y), padded.row(y).begin());
    CHECK(read_qr(padded) == kPass);
    CHECK(read_qr(inverted(padded)) == kPass);
}

TEST_CASE("a picture without a QR code has no text")
{
    CHECK_FALSE(read_qr(blank_frame(640, 480, 200)));
    CHECK_FALSE(read_qr(noisy(blank_frame(640, 480, 128), 60)));
    CHECK_FALSE(read_qr(blank_frame(1, 1)));
    CHECK_FALSE(read_qr(Frame{}));
    CHECK(read_qr_codes(noisy(blank_frame(640, 480, 128), 60)).empty());
    CHECK(read_qr_codes(Frame{}).empty());
}

TEST_CASE("a frame whose sizes do not fit its pixels is a bug")
{
    auto frame = scene();
    frame.height_px += 1;
    CHECK_THROWS_AS(read_qr(frame), std::invalid_argument);
    CHECK_THROWS_AS(read_qr_codes(frame), std::invalid_argument);
    CHECK_THROWS_AS(QrWatch{}.look(Frame{4, 1, 3, hardware::Bytes(4)}), std::invalid_argument);
}

TEST_CASE("watching a scene finds a difficult code within one round of its ways")
{
    QrWatch watch;
    const auto difficult = with_contrast(inverted(scene()), 0.3, 120);
    std::optional<std::string> text;
    int pictures = 0;
    for (; pictures < 7 && !text; ++pictures)
        text = watch.look(difficult);
    CHECK(text == kPass);
    CHECK(pictures > 1); // else it would not be difficult
}

TEST_CASE("each picture of a stream is tried in one way only, the plain one at first")
{
    QrWatch watch;
    const auto dark = scene();
    const auto light = inverted(scene());
    int dark_read = 0;
    int light_read = 0;
    for (int round = 0; round < 7; ++round) {
        const bool read = watch.look(dark) == kPass;
        if (round == 0) CHECK(read);
        dark_read += read;
    }
    for (int round = 0; round < 7; ++round)
        light_read += watch.look(light) == kPass;
    CHECK(dark_read < 7);  // the ways that invert do not read it
    CHECK(light_read < 7); // and the others not this
    CHECK(light_read > 0);
}

TEST_CASE("a code far away is read: little more than a pixel for a module")
{
    const auto scene = drawing::on_table(drawing::qr_code("https://example.bg/4711"), 640, 480);
    CHECK(read_qr(drawing::scaled(scene, 0.27)) == "https://example.bg/4711");
}

TEST_CASE("a code far away is read from a large stream where it is held in the middle")
{
    const auto code = drawing::scaled(drawing::qr_code("https://example.bg/4711"), 0.25);
    const auto frame = drawing::on_table(code, 1280, 720);
    CHECK_FALSE(read_qr(frame)); // as a whole such a picture is not made larger
    QrWatch watch;
    bool read = false;
    for (int i = 0; i < 7; ++i)
        read |= watch.look(frame) == "https://example.bg/4711";
    CHECK(read);
}
