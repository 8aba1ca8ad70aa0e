#include "hardware/optics/ocr_b.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ocr_b_masters.hpp"

namespace hardware::optics {
namespace {
// Styles this near to each other look the same.
constexpr double kSizeStep = 0.05;
constexpr double kBlurStep = 0.01;

/// What one pixel of a template takes of a master's row or column.
struct Share {
    int first{};
    std::vector<float> weights;
};

/// Gaussian shares for `count` pixels around the middle of a master that is `reach` pixels long.
std::vector<Share> shares(int count, int reach, double size, double blur)
{
    constexpr double kPixel = 1.0 / kCellWidth;
    const double deviation = std::sqrt(blur * blur + kPixel * kPixel / 12) / size * masters::kUnit;
    std::vector<Share> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const double middle = (i + 0.5 - count / 2.0) * kPixel / size * masters::kUnit + reach / 2.0 - 0.5;
        const int from = static_cast<int>(std::floor(middle - 3 * deviation));
        const int to = static_cast<int>(std::ceil(middle + 3 * deviation));
        auto& share = all[static_cast<std::size_t>(i)];
        share.first = std::clamp(from, 0, reach);
        double total = 0;
        for (int k = from; k <= to; ++k) {
            const double weight = std::exp(-(k - middle) * (k - middle) / (2 * deviation * deviation));
            total += weight;
            if (k >= 0 && k < reach) share.weights.push_back(static_cast<float>(weight));
        }
        for (auto& weight : share.weights)
            weight /= static_cast<float>(total);
    }
    return all;
}

void draw(CellTemplates& templates, std::size_t letter, const std::vector<Share>& columns,
          const std::vector<Share>& rows)
{
    constexpr double kFull = 255; // of a pixel that is all ink
    const auto& master = masters::kLetters[letter];
    std::array<float, kCellWidth * masters::kHeight> squeezed{};
    for (int y = 0; y < masters::kHeight; ++y) {
        std::array<float, masters::kWidth> line{};
        std::copy_n(master.begin() + y * masters::kWidth, masters::kWidth, line.begin());
        for (int x = 0; x < kCellWidth; ++x) {
            const auto& share = columns[static_cast<std::size_t>(x)];
            float sum = 0;
            for (std::size_t k = 0; k < share.weights.size(); ++k)
                sum += share.weights[k] * line[static_cast<std::size_t>(share.first) + k];
            squeezed[cell_index(x, y)] = sum;
        }
    }
    std::array<double, kCellPixels> paper{}; // ink is dark: the sign turns
    for (int y = 0; y < kCellHeight; ++y) {
        const auto& share = rows[static_cast<std::size_t>(y)];
        for (std::size_t k = 0; k < share.weights.size(); ++k)
            for (int x = 0; x < kCellWidth; ++x)
                paper[cell_index(x, y)] -=
                    share.weights[k] * squeezed[cell_index(x, share.first + static_cast<int>(k))];
    }
    const double mean = std::accumulate(paper.begin(), paper.end(), 0.0) / kCellPixels;
    double square = 0;
    for (auto& value : paper) {
        value -= mean;
        square += value * value;
    }
    for (std::size_t i = 0; i < paper.size(); ++i)
        templates.letters[letter][i] =
            static_cast<std::int16_t>(std::lround(paper[i] * kTemplateLength / std::sqrt(square)));
    templates.lengths[letter] = std::sqrt(square) / kFull;
}
} // namespace

LetterLikeness likeness_of(const CellTemplates& templates)
{
    LetterLikeness likeness{};
    for (std::size_t a = 0; a < kZoneLetterCount; ++a) {
        for (std::size_t b = a; b < kZoneLetterCount; ++b) {
            int product = 0;
            for (std::size_t i = 0; i < kCellRoom; ++i)
                product += templates[a][i] * templates[b][i];
            likeness[a][b] = likeness[b][a] = static_cast<float>(product / (kTemplateLength * kTemplateLength));
        }
    }
    return likeness;
}

const CellTemplates& OcrB::templates(const PrintStyle& style)
{
    const std::array<int, 3> key{static_cast<int>(std::lround(style.width / kSizeStep)),
                                 static_cast<int>(std::lround(style.height / kSizeStep)),
                                 static_cast<int>(std::lround(style.blur / kBlurStep))};
    const auto [at, fresh] = made_.try_emplace(key);
    if (!fresh) return at->second;
    const double blur = key[2] * kBlurStep;
    const auto columns = shares(kCellWidth, masters::kWidth, key[0] * kSizeStep, blur);
    const auto rows = shares(kCellHeight, masters::kHeight, key[1] * kSizeStep, blur);
    for (std::size_t i = 0; i < kZoneLetterCount; ++i)
        draw(at->second, i, columns, rows);
    return at->second;
}
} // namespace hardware::optics
