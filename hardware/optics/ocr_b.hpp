#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

/// The letters of a machine readable zone as a camera sees them. Source: ISO 1073-2 (OCR-B), ICAO 9303-3 §4.
namespace hardware::optics {
inline constexpr std::string_view kZoneLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
inline constexpr std::size_t kZoneLetterCount = kZoneLetters.size();

/// How one zone is printed and seen.
struct PrintStyle {
    double width{1};  ///< of the letters, 1 where the distance of two letters is the one that the font has by itself
    double height{1}; ///< the same unit: the distance of two letters along the line
    double blur{};    ///< standard deviation, in distances of two letters
};

/// A cell is one letter's place: as wide as the distance of two letters, and as high as the longest letter may be.
inline constexpr int kCellWidth = 14;
inline constexpr int kCellHeight = 22;
inline constexpr int kCellPixels = kCellWidth * kCellHeight;
/// Of a pixel, row by row.
constexpr std::size_t cell_index(int x, int y)
{
    return static_cast<std::size_t>(y) * kCellWidth + static_cast<std::size_t>(x);
}

/// Room for the pixels of a cell and zeros behind them, so that products can be taken eight at a time.
inline constexpr std::size_t kCellRoom = (kCellPixels + 7) / 8 * 8;

/// Each letter as it looks in a cell: mean zero, length `kTemplateLength`.
using CellTemplate = std::array<std::int16_t, kCellRoom>;
inline constexpr double kTemplateLength = 16384;
/// All letters of one print.
struct CellTemplates {
    std::array<CellTemplate, kZoneLetterCount> letters{};
    /// Of each, the length that it had before it was brought to `kTemplateLength`, where a pixel full of ink counts 1.
    std::array<double, kZoneLetterCount> lengths{};

    const CellTemplate& operator[](std::size_t letter) const { return letters[letter]; }
};

/// How like two letters are as they are printed: normalised correlation, 1 for the same.
using LetterLikeness = std::array<std::array<float, kZoneLetterCount>, kZoneLetterCount>;
LetterLikeness likeness_of(const CellTemplates& templates);

/// Makes templates for every style and keeps them. Not thread-safe.
class OcrB {
public:
    const CellTemplates& templates(const PrintStyle& style);

private:
    std::map<std::array<int, 3>, CellTemplates> made_;
};
} // namespace hardware::optics
