#include "hardware/scanner/scan_splitter.hpp"

#include <utility>

#include <doctest/doctest.h>

using namespace hardware::scanner;
using Scans = std::vector<std::string>;

namespace {
const std::string kZone =
    "IDBGRAA10000023<<<<<<<<<<<<<<<\r7202294M3406175BGR7202299966<2\rHRISTOV<<YORDAN<TSVETANOV<<<<<";
}

TEST_CASE("the three lines of a document are one scan where silence ends it")
{
    ScanSplitter splitter{Boundary::idle_gap};
    CHECK(splitter.feed(kZone.substr(0, 40)).empty());
    CHECK(splitter.feed(kZone.substr(40) + "\r").empty());
    CHECK(splitter.is_open());
    CHECK(splitter.silence() == kZone);
    CHECK_FALSE(splitter.is_open());
    CHECK(splitter.silence().empty());
}

TEST_CASE("each line is a scan where line ends are the boundary, and empty lines are none")
{
    ScanSplitter splitter{Boundary::line_end};
    CHECK(splitter.feed("12") == Scans{});
    CHECK(splitter.feed("34\r\n56\n\n\r78") == Scans{"1234", "56"});
    CHECK(splitter.silence() == "78");
}

TEST_CASE("a frame of STX and ETX is a scan at once, in both")
{
    for (const auto boundary : {Boundary::idle_gap, Boundary::line_end}) {
        ScanSplitter splitter{boundary};
        CHECK(splitter.feed("\x02"
                            "123456\x03\x02"
                            "78") == Scans{"123456"});
        CHECK(splitter.feed("9\x03") == Scans{"789"});
        CHECK_FALSE(splitter.is_open());
    }
}

TEST_CASE("what scanners put at the end of a text does not belong to it")
{
    for (const auto* end : {"", "\r", "\n", "\r\n", "\t", "\t\r\n", " "})
        for (const auto boundary : {Boundary::idle_gap, Boundary::line_end}) {
            ScanSplitter splitter{boundary};
            auto scans = splitter.feed(std::string{"]Q3123456"} + end);
            if (auto rest = splitter.silence(); !rest.empty()) scans.push_back(std::move(rest));
            CHECK(scans == Scans{"]Q3123456"});
        }
}

TEST_CASE("the longest scan passes, one byte more is thrown away whole and counted")
{
    ScanSplitter splitter{Boundary::line_end};
    CHECK(splitter.feed(std::string(kLongestScan, '1') + "\n") == Scans{std::string(kLongestScan, '1')});
    CHECK(splitter.overlong_count() == 0);
    CHECK(splitter.feed(std::string(kLongestScan + 1, '1')).empty());
    CHECK(splitter.feed("\n2\n") == Scans{"2"});
    CHECK(splitter.overlong_count() == 1);
}

TEST_CASE("letters that are not ASCII pass unharmed")
{
    ScanSplitter splitter{Boundary::line_end};
    const std::string text = "Гише";
    CHECK(splitter.feed(text.substr(0, 3)).empty());
    CHECK(splitter.feed(text.substr(3) + "\n") == Scans{text});
}
