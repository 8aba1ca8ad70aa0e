#include "hardware/optics/zone_cover.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace hardware::optics {
namespace {
constexpr double kSquareOfInk = double{kInk} * kInk;

/// How a letter lies in a cell: grey = paper + slope * ink.
struct Print {
    double paper{};
    double slope{-1};
    double unexplained{kCellPixels}; ///< squares, in pixels full of ink
};

Print print_of(std::span<const std::int16_t> grey, const Darkness& ink)
{
    std::int64_t greys = 0;
    std::int64_t inks = 0;
    std::int64_t grey_squares = 0;
    std::int64_t ink_squares = 0;
    std::int64_t products = 0;
    for (std::size_t i = 0; i < kCellPixels; ++i) {
        greys += grey[i];
        inks += ink[i];
        grey_squares += grey[i] * grey[i];
        ink_squares += ink[i] * ink[i];
        products += grey[i] * ink[i];
    }
    const auto mean_grey = static_cast<double>(greys) / kCellPixels;
    const auto mean_ink = static_cast<double>(inks) / kCellPixels;
    const double together = static_cast<double>(products) - mean_grey * static_cast<double>(inks);
    const double slope = together / (static_cast<double>(ink_squares) - mean_ink * static_cast<double>(inks));
    const double left = static_cast<double>(grey_squares) - mean_grey * static_cast<double>(greys) - slope * together;
    if (slope >= 0) return {}; // lighter than the paper: no print
    return {mean_grey - slope * mean_ink, slope, left / (slope * slope) / kSquareOfInk};
}

Darkness darkness_of(std::span<const std::int16_t> grey, const Print& print)
{
    constexpr double kMost = 4.0 * kInk; // what is so far off is no print, and its square no overflow
    Darkness dark{};
    for (std::size_t i = 0; i < kCellPixels; ++i)
        dark[i] =
            static_cast<std::int16_t>(std::lround(std::clamp((grey[i] - print.paper) / print.slope, -kMost, kMost)));
    return dark;
}

/// What is left unexplained by a letter that may be hidden wherever it is.
struct Rest {
    double at_price{}; ///< with the price of every pixel that is hidden
    double for_free{};
};

Rest with_spots(const Darkness& dark, const Darkness& ink, int price)
{
    int at_price = 0;
    int for_free = 0;
    for (std::size_t i = 0; i < kCellPixels; ++i) {
        const int off = (dark[i] - ink[i]) * (dark[i] - ink[i]);
        const int hidden = dark[i] * dark[i];
        at_price += std::min(off, hidden + price);
        for_free += std::min(off, hidden);
    }
    return {at_price / kSquareOfInk, for_free / kSquareOfInk};
}

/// How much is explained at most by what is before or behind one cut, at a whole or half column or row.
template <std::size_t Count>
double explained_by_part(const std::array<int, Count>& products, const std::array<int, Count>& squares)
{
    constexpr double kLeastSeen = 0.12; // of a letter: of less nobody can tell what it was
    const double all_products = std::accumulate(products.begin(), products.end(), 0.0);
    const double all_squares = std::accumulate(squares.begin(), squares.end(), 0.0);
    double best = 0;
    const auto try_part = [&](double product, double square) {
        if (square > kLeastSeen * all_squares && product > 0) best = std::max(best, product * product / square);
    };
    double product = 0;
    double square = 0;
    for (std::size_t i = 0; i < Count; ++i) {
        for (int half = 0; half < 2; ++half) {
            try_part(product, square);
            try_part(all_products - product, all_squares - square);
            product += products[i] / 2.0;
            square += squares[i] / 2.0;
        }
    }
    return best;
}

/// What is left unexplained by a letter that is hidden from one of its sides on.
double with_side(const Darkness& dark, const Darkness& ink)
{
    std::array<int, kCellWidth> column_products{};
    std::array<int, kCellWidth> column_squares{};
    std::array<int, kCellHeight> row_products{};
    std::array<int, kCellHeight> row_squares{};
    double all = 0;
    for (std::size_t row = 0; row < kCellHeight; ++row) {
        int product = 0;
        int square = 0;
        int seen = 0;
        for (std::size_t column = 0; column < kCellWidth; ++column) {
            const int darkness = dark[row * kCellWidth + column];
            const int drawn = ink[row * kCellWidth + column];
            column_products[column] += darkness * drawn;
            column_squares[column] += drawn * drawn;
            product += darkness * drawn;
            square += drawn * drawn;
            seen += darkness * darkness;
        }
        row_products[row] = product;
        row_squares[row] = square;
        all += seen;
    }
    return (all - std::max(explained_by_part(column_products, column_squares),
                           explained_by_part(row_products, row_squares))) /
           kSquareOfInk;
}
} // namespace

CoverSearch::CoverSearch(const CellTemplates& templates)
{
    for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter) {
        const auto& drawn = templates[letter];
        const double paper = *std::max_element(drawn.begin(), drawn.end());
        const double unit = kInk * templates.lengths[letter] / kTemplateLength;
        std::transform(drawn.begin(), drawn.begin() + kCellPixels, ink_[letter].begin(),
                       [&](double value) { return static_cast<std::int16_t>(std::lround((paper - value) * unit)); });
    }
}

void CoverSearch::add(std::size_t letter, const std::vector<Patch>& places)
{
    Print best;
    for (const auto& place : places) {
        const auto print = print_of(place.grey(), ink_[letter]);
        if (print.unexplained < best.unexplained) best = print;
    }
    Cell cell{letter, {}, best.unexplained};
    for (const auto& place : places)
        cell.places.push_back(darkness_of(place.grey(), best));
    cells_.push_back(std::move(cell));
}

double CoverSearch::usually_unexplained(bool fillers) const
{
    std::vector<double> all;
    for (const auto& cell : cells_)
        if ((kZoneLetters[cell.letter] == '<') == fillers) all.push_back(cell.unexplained);
    if (all.empty()) return 0;
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

std::vector<LetterScores> CoverSearch::gains() const
{
    // What makes any letter of another one by hiding just the right pixels is not for nothing: in a print that fits its
    // letters badly a pixel costs more than in one that fits them well.
    constexpr double kLeastPrice = 0.005;
    constexpr double kPrice = 6;  // in squares that a pixel of this print usually leaves unexplained
    constexpr double kOdd = 0.25; // a letter that fits much worse than others of its print is suspect by that alone
    constexpr double kExact = 0.1;
    constexpr double kNoise = 3;        // of what more is left, most is noise, which tells all letters apart as well
    constexpr double kWorthCutting = 4; // where spots leave more, no side makes it good
    std::vector<LetterScores> gains;
    const std::array usual{usually_unexplained(false), usually_unexplained(true)};
    for (const auto& cell : cells_) {
        const double usually = usual[kZoneLetters[cell.letter] == '<' ? 1 : 0];
        const double price = kLeastPrice + kPrice * usually / kCellPixels;
        const double odd = kOdd * std::log2(std::max(1.0, cell.unexplained / std::max(kExact, usually)));
        const auto hidden = static_cast<int>(std::lround(std::min(price, 1.0) * kSquareOfInk));
        auto& gain = gains.emplace_back();
        for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter) {
            double least = std::numeric_limits<double>::max();
            for (const auto& dark : cell.places) {
                const auto rest = with_spots(dark, ink_[letter], hidden);
                least = std::min(least, rest.at_price);
                if (rest.for_free < kWorthCutting * cell.unexplained + kExact)
                    least = std::min(least, with_side(dark, ink_[letter]));
            }
            gain[letter] = static_cast<float>((cell.unexplained - least) / std::clamp(least, kExact, kNoise) + odd);
        }
    }
    return gains;
}
} // namespace hardware::optics
