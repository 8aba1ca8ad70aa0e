#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What the zones of documents may hold. Source: ICAO 9303-4 to -6.
namespace hardware::optics {
/// Cells from `from` to before `to`, counted over all lines.
struct Span {
    int from{};
    int to{};
};
struct CheckDigit {
    std::vector<Span> over;
    int at{};
    bool may_be_filler{}; ///< an empty field may leave it out; a long number puts it elsewhere
};
struct Alphabet {
    Span cells;
    std::string_view letters;
};
/// What a zone of one size may hold.
struct Layout {
    std::vector<Alphabet> alphabets; ///< a later one overrules
    std::vector<CheckDigit> check_digits;
    std::size_t birth{}; ///< first cell of the date
    std::size_t name{};  ///< first cell of the names
};

/// `columns`: 30, 36 or 44.
const Layout& layout_of(int columns);

/// Whether a cell belongs to a field with a check digit of its own: not to names, states and the sex, nor to what one
/// over several fields alone covers.
bool has_own_check_digit(const Layout& layout, int cell);

/// What the alphabets of single cells cannot tell: which letters stand together.
bool is_possible(const std::string& zone, const Layout& layout);
} // namespace hardware::optics
