// Draws the letters of a zone from an OCR-B font, large, as a C++ header: ocr_b_maker FONT HEADER, run by the build.
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <ft2build.h>
#include FT_FREETYPE_H

namespace {
constexpr std::string_view kLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
constexpr int kUnit = 32; // pixels from letter to letter
constexpr int kWidth = 48;
constexpr int kHeight = 56;

void check(FT_Error error, const char* call)
{
    if (error != 0) throw std::runtime_error{std::string{call} + " fails"};
}

/// Ink of one letter, 0 to 255, in the middle of its place: half of a capital's height above the middle.
std::vector<int> draw(FT_Face face, char letter, double capital_px)
{
    check(FT_Load_Char(face, static_cast<FT_ULong>(letter), FT_LOAD_RENDER | FT_LOAD_NO_HINTING), "FT_Load_Char");
    const auto& glyph = *face->glyph;
    const int left = static_cast<int>(std::lround(kWidth / 2.0 - kUnit / 2.0)) + glyph.bitmap_left;
    const int top = static_cast<int>(std::lround(kHeight / 2.0 + capital_px / 2)) - glyph.bitmap_top;
    std::vector<int> ink(kWidth * kHeight);
    for (int y = 0; y < static_cast<int>(glyph.bitmap.rows); ++y) {
        for (int x = 0; x < static_cast<int>(glyph.bitmap.width); ++x) {
            const int column = left + x;
            const int row = top + y;
            if (column < 0 || row < 0 || column >= kWidth || row >= kHeight)
                throw std::runtime_error{"a letter is larger than its place"};
            ink[static_cast<std::size_t>(row) * kWidth + static_cast<std::size_t>(column)] =
                glyph.bitmap.buffer[y * glyph.bitmap.pitch + x];
        }
    }
    return ink;
}

void make(const char* font, const char* header)
{
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    check(FT_Init_FreeType(&library), "FT_Init_FreeType");
    check(FT_New_Face(library, font, 0, &face), font);
    check(FT_Load_Char(face, '0', FT_LOAD_NO_SCALE), "FT_Load_Char");
    const double unit = static_cast<double>(kUnit) / static_cast<double>(face->glyph->metrics.horiAdvance);
    check(FT_Load_Char(face, 'H', FT_LOAD_NO_SCALE), "FT_Load_Char");
    const double capital_px = static_cast<double>(face->glyph->metrics.horiBearingY) * unit;
    constexpr double kPoints = 64; // FreeType's 26.6 numbers
    check(FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(std::lround(face->units_per_EM * unit * kPoints)), 72, 72),
          "FT_Set_Char_Size");
    std::ofstream out{header};
    out << "#pragma once\n\n#include <array>\n#include <cstdint>\n\nnamespace hardware::optics::masters {\n"
        << "inline constexpr int kUnit = " << kUnit << ";\ninline constexpr int kWidth = " << kWidth
        << ";\ninline constexpr int kHeight = " << kHeight << ";\n"
        << "inline constexpr std::array<std::array<std::uint8_t, " << kWidth * kHeight << ">, " << kLetters.size()
        << "> kLetters{{\n";
    for (const char letter : kLetters) {
        out << "{{";
        for (const int value : draw(face, letter, capital_px))
            out << value << ',';
        out << "}},\n";
    }
    out << "}};\n} // namespace hardware::optics::masters\n";
    out.close();
    if (!out) throw std::runtime_error{"cannot write the header"};
    FT_Done_Face(face);
    FT_Done_FreeType(library);
}
} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("ocr_b_maker FONT HEADER\n", stderr);
        return 64;
    }
    try {
        make(argv[1], argv[2]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "ocr_b_maker: %s\n", error.what());
        return 1;
    }
}
