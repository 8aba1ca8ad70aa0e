#include "hardware/printable.hpp"

#include <doctest/doctest.h>

using hardware::printable;

TEST_CASE("a printable name keeps its letters and holds nothing that a terminal obeys")
{
    CHECK(printable("de.ml") == "de.ml");
    CHECK(printable("София €😀.cer") == "София €😀.cer");
    CHECK(printable("") == "");
    CHECK(printable("a\x1B[2J\n\t\x7F") == "a\\1B[2J\\0A\\09\\7F");
    CHECK(printable("\xC2\x9B") == "\\C2\\9B");           // a control character of Latin-1
    CHECK(printable("a\xE2\x80\xAE") == "a\\E2\\80\\AE"); // from right to left
    CHECK(printable("\xE2\x81\xA9") == "\\E2\\81\\A9");
    CHECK(printable("a\xD8\x9C") == "a\\D8\\9C"); // the mark of Arabic letters
    CHECK(printable("\xD8\x9B\xD8\x9D") == "\xD8\x9B\xD8\x9D");
}

TEST_CASE("a backslash of a name is told from one that escapes, and stays in a text that tells them apart itself")
{
    CHECK(printable("a\\1B") == "a\\5C1B");
    CHECK(hardware::printable_escaped("CN=a\\, b\\\\1B") == "CN=a\\, b\\\\1B");
    CHECK(hardware::printable_escaped("a\x1B") == "a\\1B");
}

TEST_CASE("a message keeps its lines")
{
    CHECK(hardware::printable_lines("") == "");
    CHECK(hardware::printable_lines("no such\x1B: a\\1B\nhelp\n") == "no such\\1B: a\\1B\nhelp\n");
    CHECK(hardware::printable_lines("\n\nа") == "\n\nа");
}

TEST_CASE("bytes that are no UTF-8 are written as digits, and letters behind them stay")
{
    CHECK(printable("\xFF.cer") == "\\FF.cer");
    CHECK(printable("\xC0\xAF") == "\\C0\\AF"); // longer than it has to be
    CHECK(printable("\xE0\x80\xAF") == "\\E0\\80\\AF");
    CHECK(printable("\xED\xA0\x80") == "\\ED\\A0\\80"); // half a character
    CHECK(printable("\xF4\x90\x80\x80") == "\\F4\\90\\80\\80");
    CHECK(printable("\xD0") == "\\D0");
    CHECK(printable("\xD0z") == "\\D0z");
    CHECK(printable("\x80z") == "\\80z");
}
