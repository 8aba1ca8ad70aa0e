#pragma once

#include <array>
#include <chrono>

#include <doctest/doctest.h>

#include "hardware/optics/mrz_reader.hpp"
#include "tests/hardware/optics/zone_drawing.hpp"

/// A zone, a day and a question for the tests of what is read on a picture.
namespace tests {
inline constexpr std::chrono::year_month_day kToday{std::chrono::year{2027}, std::chrono::March, std::chrono::day{1}};
inline const drawing::Zone kCard{"IDBGRAA12345667<<<<<<<<<<<<<<<", "8506151F3302288BGR8506156591<8",
                                 "KONSTANTINOVA<<VIKTORIYA<LYUBO"};
inline constexpr std::array kFormats{hardware::document::MrzFormat::td1, hardware::document::MrzFormat::td2,
                                     hardware::document::MrzFormat::td3};

/// Whether a zone is read; checks that it is none but this one.
inline bool reads(const hardware::optics::Frame& picture, const drawing::Zone& zone)
{
    const auto read = hardware::optics::read_mrz(picture, kToday);
    CAPTURE(zone.front());
    if (read) CHECK(read->lines == zone);
    return read.has_value();
}
} // namespace tests
