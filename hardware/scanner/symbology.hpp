#pragma once

#include <string>

namespace hardware::scanner {
/// What a scanner says that it has read.
enum class Source {
    unknown, ///< it says nothing, as most are set up
    print,   ///< characters, by OCR: the lines of a document
    code     ///< a bar code or a QR code, which holds whatever somebody wrote into it
};

/// One scan without what the scanner put before it.
struct MarkedScan {
    std::string text;
    Source source{};
};

/// Takes the symbology identifier off: `]`, a code character, a modifier. `]o1` is OCR, every other one a code. Before
/// further lines it goes too where it is the same; only one is taken, so that a code cannot bring a second one with it.
/// Source: ISO/IEC 15424.
MarkedScan without_symbology(std::string scan);
} // namespace hardware::scanner
