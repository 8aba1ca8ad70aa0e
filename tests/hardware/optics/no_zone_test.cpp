#include <random>

#include <doctest/doctest.h>

#include "hardware/optics/mrz_reader.hpp"
#include "tests/hardware/optics/no_zone_drawing.hpp"
#include "tests/hardware/optics/zone_drawing.hpp"

using namespace hardware::optics;

namespace {
constexpr std::chrono::year_month_day kToday{std::chrono::year{2027}, std::chrono::March, std::chrono::day{1}};
} // namespace

TEST_CASE("what is no zone of a travel document is never given as one")
{
    std::mt19937 random{20271126};
    for (const double row_distance : {5.0 / 3, 2.5})
        for (const auto& drawn : drawing::pictures_without_zone(row_distance)) {
            const auto picture = drawn.second(random);
            CAPTURE(drawn.first);
            CAPTURE(row_distance);
            CHECK_FALSE(read_mrz(picture, kToday));
            CHECK_FALSE(read_mrz(drawing::noisy(drawing::turned(drawing::scaled(picture, 0.8), 186), 8), kToday));
        }
}
