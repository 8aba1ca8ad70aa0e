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

TEST_CASE("control characters within a scan leave nothing in its text, in both")
{
    using namespace std::string_view_literals;
    for (const auto boundary : {Boundary::idle_gap, Boundary::line_end}) {
        ScanSplitter splitter{boundary};
        const auto hostile = "12\0\a3\x1B"
                             "4\x7F\xC2\x9B"
                             "5\t6 \x07\x03"sv;
        CHECK(splitter.feed(hostile) == Scans{"12345\t6"});
        CHECK(splitter.feed("\x1B\x07\0\x03"sv).empty());
    }
}

TEST_CASE("bytes that are no UTF-8 leave nothing in a scan")
{
    const auto scan_of = [](const std::string& bytes) {
        ScanSplitter splitter{Boundary::line_end};
        splitter.feed(bytes);
        return splitter.silence();
    };
    CHECK(scan_of("1\xD0") == "1"); // cut short
    CHECK(scan_of("1\xD0"
                  "2") == "12"); // not gone on
    CHECK(scan_of("1\x80\xFF\xC0\xAF"
                  "2") == "12"); // never in UTF-8
    CHECK(scan_of("1\xE0\x9B\x9B\xF0\x8F\xBF\xBF"
                  "2") == "12"); // longer than needed
    CHECK(scan_of("1\xED\xA0\x80\xF4\x90\x80\x80"
                  "2") == "12"); // half a pair, beyond Unicode
    CHECK(scan_of("\xF4\x8F\xBF\xBF\xEF\xBF\xBD") == "\xF4\x8F\xBF\xBF\xEF\xBF\xBD");
}
