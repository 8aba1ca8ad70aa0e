#include <algorithm>
#include <random>
#include <utility>

#include <doctest/doctest.h>

#include "hardware/optics/mrz_reader.hpp"
#include "hardware/optics/qr.hpp"
#include "tests/hardware/optics/zone_drawing.hpp"

using namespace hardware::optics;

namespace {
constexpr std::chrono::year_month_day kToday{std::chrono::year{2027}, std::chrono::March, std::chrono::day{1}};

/// Noise in rows that are `padding` bytes apart, without a byte more than the frame must have.
Frame noise(unsigned width_px, unsigned height_px, std::size_t padding)
{
    Frame frame{width_px, height_px, width_px + padding, {}};
    std::mt19937 random{width_px * 31 + height_px};
    frame.pixels.resize(frame.stride * height_px);
    for (auto& pixel : frame.pixels)
        pixel = static_cast<std::uint8_t>(random());
    return frame;
}

/// Nothing is read in any way.
bool is_nothing(const Frame& frame)
{
    return !read_mrz(frame, kToday) && !read_qr(frame) && read_qr_codes(frame).empty() &&
           !MrzWatch{}.look(frame, kToday) && !QrWatch{}.look(frame);
}
} // namespace

TEST_CASE("nothing is read from frames without room for anything")
{
    for (const auto& size : {std::pair{0U, 0U}, {0U, 5U}, {5U, 0U}, {1U, 1U}, {2U, 3U}, {7U, 7U}})
        for (const std::size_t padding : {0U, 1U, 9U}) {
            CAPTURE(size.first);
            CAPTURE(size.second);
            CHECK(is_nothing(noise(size.first, size.second, padding)));
        }
}

TEST_CASE("nothing is read from frames of one line or a few, however long")
{
    for (const unsigned narrow : {1U, 2U, 64U})
        for (const unsigned length : {100U, 6000U}) {
            CAPTURE(narrow);
            CAPTURE(length);
            CHECK(is_nothing(noise(narrow, length, 3)));
            CHECK(is_nothing(noise(length, narrow, 3)));
        }
}

TEST_CASE("a zone is read from rows that stand apart, and at the very edge of a frame")
{
    const drawing::Zone card{"IDBGRAA12345667<<<<<<<<<<<<<<<", "8506151F3302288BGR8506156591<8",
                             "KONSTANTINOVA<<VIKTORIYA<LYUBO"};
    const auto tight = drawing::document_with(card);
    auto apart = noise(tight.width_px, tight.height_px, 37);
    drawing::lay(apart, tight, 0, 0);
    const auto read = read_mrz(apart, kToday);
    REQUIRE(read);
    CHECK(read->lines == card);

    const unsigned cut = 34; // so that little more than the letters is left below and beside them
    auto edge = blank_frame(tight.width_px - 2 * cut, tight.height_px - cut, 0);
    for (unsigned y = 0; y < edge.height_px; ++y)
        std::ranges::copy(tight.row(y).subspan(cut, edge.width_px), edge.row(y).begin());
    const auto at_edge = read_mrz(edge, kToday);
    if (at_edge) CHECK(at_edge->lines == card);
}

TEST_CASE("a frame as large as a scan of a whole sheet is looked at")
{
    auto sheet = blank_frame(4960, 7016, 240);
    const drawing::Zone card{"IDBGRAA12345667<<<<<<<<<<<<<<<", "8506151F3302288BGR8506156591<8",
                             "KONSTANTINOVA<<VIKTORIYA<LYUBO"};
    drawing::lay(sheet, drawing::document_with(card, {"OCRB", 60, true}), 900, 2500);
    const auto read = read_mrz(sheet, kToday);
    REQUIRE(read);
    CHECK(read->lines == card);
}
