#include "tests/hardware/optics/zone_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <numbers>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <ft2build.h>
#include FT_FREETYPE_H

namespace drawing {
namespace {
using hardware::document::check_digit;
using hardware::document::MrzFormat;
using hardware::optics::blank_frame;

constexpr std::uint8_t kPaper = 243;
constexpr std::uint8_t kInk = 32;
constexpr std::uint8_t kTable = 144;

// Random numbers of the standard's distributions differ between libraries: these do not.
unsigned below(std::mt19937& random, unsigned count)
{
    return static_cast<unsigned>(random() % count);
}
double between(std::mt19937& random, double low, double high)
{
    return low + (high - low) * static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
}
template <typename List>
auto one_of(std::mt19937& random, const List& list)
{
    return list[below(random, static_cast<unsigned>(std::size(list)))];
}

std::string digits(std::mt19937& random, std::size_t count)
{
    std::string text;
    while (text.size() < count)
        text += static_cast<char>('0' + below(random, 10));
    return text;
}

std::string filled(std::string text, std::size_t width)
{
    text.resize(width, '<');
    return text;
}

std::string checked(const std::string& text)
{
    return text + check_digit(text);
}

std::string names(std::mt19937& random, std::size_t width)
{
    static constexpr std::array kSurnames{"IVANOVA", "PETROV",  "KONSTANTINOVA", "STOYANOVA", "QUEVEDO",   "WAWRZYNIAK",
                                          "OKONKWO", "XHAFERI", "JOVKOV",        "FUCHS",     "KHRISTOVA", "BJORKMAN"};
    static constexpr std::array kGivenNames{"SLAVINA", "GEORGI", "MARIYA", "KRUM",  "ASPARUH", "BORIS",
                                            "QUIRIN",  "XENIA",  "JULIYA", "WANDA", "ZORNITSA"};
    std::string text = std::string{one_of(random, kSurnames)} + "<<" + one_of(random, kGivenNames);
    for (unsigned i = below(random, 3); i > 0; --i)
        text += std::string{"<"} + one_of(random, kSurnames);
    return filled(text, width);
}

std::string number(std::mt19937& random)
{
    static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static constexpr std::string_view kAll = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    constexpr std::size_t kWidth = 9;
    std::string text;
    switch (below(random, 3)) {
    case 0:
        return digits(random, kWidth);
    case 1:
        return std::string{one_of(random, kLetters), one_of(random, kLetters)} + digits(random, kWidth - 2);
    default:
        while (text.size() < kWidth)
            text += one_of(random, kAll);
        return text;
    }
}

std::string date(std::mt19937& random, unsigned first_year, unsigned years)
{
    const auto two = [](unsigned value) {
        return std::string{static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
    };
    return two(first_year + below(random, years)) + two(1 + below(random, 12)) + two(1 + below(random, 28));
}

std::string country(std::mt19937& random)
{
    static constexpr std::array kCountries{"BGR", "BGR", "BGR", "D<<", "FRA", "UKR", "SYR", "ROU"};
    return one_of(random, kCountries);
}

char sex(std::mt19937& random)
{
    return one_of(random, std::string_view{"MF"});
}

Zone random_td1(std::mt19937& random)
{
    static constexpr std::array kCodes{"ID", "ID", "ID", "I<", "IR", "AC"};
    const auto issuer = country(random);
    const auto first = one_of(random, kCodes) + issuer + checked(number(random)) + std::string(15, '<');
    const auto birth = checked(date(random, 40, 60));
    const auto expiry = checked(date(random, 28, 8));
    const auto optional_data = filled(below(random, 5) > 0 ? digits(random, 10) : "", 11);
    const auto composite = check_digit(first.substr(5) + birth + expiry + optional_data);
    return {first, birth + sex(random) + expiry + issuer + optional_data + composite, names(random, 30)};
}

Zone random_td2(std::mt19937& random)
{
    const auto issuer = country(random);
    const auto held = checked(number(random));
    const auto birth = checked(date(random, 40, 60));
    const auto rest = checked(date(random, 28, 8)) + std::string(7, '<');
    return {"I<" + issuer + names(random, 31),
            held + issuer + birth + sex(random) + rest + check_digit(held + birth + rest)};
}

Zone random_td3(std::mt19937& random)
{
    static constexpr std::array kCodes{"P<", "P<", "PP", "PD"};
    const auto issuer = country(random);
    const auto held = checked(number(random));
    const auto birth = checked(date(random, 40, 60));
    const auto optional_data = below(random, 3) > 0 ? checked(filled(digits(random, 10), 14)) : std::string(15, '<');
    const auto rest = checked(date(random, 28, 8)) + optional_data;
    return {one_of(random, kCodes) + issuer + names(random, 39),
            held + issuer + birth + sex(random) + rest + check_digit(held + birth + rest)};
}

/// A font in one size.
class Print {
public:
    Print(const std::string& file, double em_px)
    {
        check(FT_Init_FreeType(&library_));
        check(FT_New_Face(library_, file.c_str(), 0, &face_));
        check(FT_Set_Char_Size(face_, 0, static_cast<FT_F26Dot6>(std::lround(em_px * 64)), 72, 72));
    }
    ~Print()
    {
        FT_Done_Face(face_);
        FT_Done_FreeType(library_);
    }
    Print(Print&&) = delete;

    double advance_px(char32_t letter) const
    {
        check(FT_Load_Char(face_, letter, FT_LOAD_NO_HINTING));
        return static_cast<double>(face_->glyph->advance.x) / 64;
    }

    /// Where its ink is, from where it begins on the base line: left, top, right and bottom.
    std::array<double, 4> ink_px(char32_t letter) const
    {
        check(FT_Load_Char(face_, letter, FT_LOAD_NO_HINTING));
        const auto& metrics = face_->glyph->metrics;
        const auto px = [](FT_Pos units) { return static_cast<double>(units) / 64; };
        return {px(metrics.horiBearingX), -px(metrics.horiBearingY), px(metrics.horiBearingX + metrics.width),
                px(metrics.height - metrics.horiBearingY)};
    }

    /// With its left end on the base line at (`x`, `y`), to a part of a pixel; `height` of what the font has.
    void put(Frame& picture, char32_t letter, double x, double y, double height = 1) const
    {
        constexpr double kOne = 0x10000; // FreeType's 16.16 numbers
        FT_Matrix stretch{std::lround(kOne), 0, 0, std::lround(kOne * height)};
        FT_Vector offset{std::lround((x - std::floor(x)) * 64), std::lround((std::ceil(y) - y) * 64)};
        FT_Set_Transform(face_, &stretch, &offset);
        check(FT_Load_Char(face_, letter, FT_LOAD_RENDER | FT_LOAD_NO_HINTING));
        const auto& glyph = *face_->glyph;
        const long left = std::lround(std::floor(x)) + glyph.bitmap_left;
        const long top = std::lround(std::ceil(y)) - glyph.bitmap_top;
        for (long row = 0; row < long{glyph.bitmap.rows}; ++row)
            for (long column = 0; column < long{glyph.bitmap.width}; ++column) {
                const long to_x = left + column;
                const long to_y = top + row;
                if (to_x < 0 || to_y < 0 || to_x >= long{picture.width_px} || to_y >= long{picture.height_px}) continue;
                auto& pixel = picture.row(static_cast<unsigned>(to_y))[static_cast<std::size_t>(to_x)];
                const int ink = glyph.bitmap.buffer[row * glyph.bitmap.pitch + column];
                pixel = static_cast<std::uint8_t>((pixel * (255 - ink) + kInk * ink) / 255);
            }
    }

private:
    static void check(FT_Error error)
    {
        if (error != 0) throw std::runtime_error{"FreeType"};
    }

    FT_Library library_{};
    FT_Face face_{};
};

void put_text(Frame& picture, const Print& print, std::u32string_view text, double x, double y)
{
    for (const auto letter : text) {
        print.put(picture, letter, x, y);
        x += print.advance_px(letter);
    }
}

void put_clutter(Frame& picture, double unit_px)
{
    for (double height = 0; height < picture.height_px; height += 0.8 * unit_px) // guilloches
        for (unsigned x = 0; x < picture.width_px; ++x) {
            const double y = height + unit_px * std::sin(x / (4 * unit_px));
            if (y >= 0 && y < picture.height_px) picture.row(static_cast<unsigned>(y))[x] = 210;
        }
    const auto side = static_cast<unsigned>(7 * unit_px); // where the portrait is
    for (unsigned y = side / 3; y < side + side / 3; ++y)
        for (unsigned x = picture.width_px - side - side / 3; x < picture.width_px - side / 3; ++x)
            picture.row(y)[x] = static_cast<std::uint8_t>(60 + (x * 7 + y * 3) % 90);
    const Print print{"/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", 0.8 * unit_px};
    const std::array<std::u32string_view, 4> lines{U"РЕПУБЛИКА БЪЛГАРИЯ REPUBLIC OF BULGARIA",
                                                   U"Адрес/Residence гр. СОФИЯ ул. Московска 33",
                                                   U"Дата на издаване/Date of issue 17.06.2024", U"КАФЯВИ/BROWN 175"};
    for (std::size_t i = 0; i < lines.size(); ++i)
        put_text(picture, print, lines[i], unit_px, (2 + 1.7 * static_cast<double>(i)) * unit_px);
}

using Place = std::array<double, 2>;

/// Where each pixel of the result comes from; outside the picture is the table.
Frame redrawn(const Frame& picture, unsigned width_px, unsigned height_px, const std::function<Place(Place)>& source)
{
    auto result = blank_frame(width_px, height_px, kTable);
    const auto grey = [&](long x, long y) -> double {
        const bool inside = x >= 0 && y >= 0 && x < long{picture.width_px} && y < long{picture.height_px};
        return inside ? picture.row(static_cast<unsigned>(y))[static_cast<std::size_t>(x)] : kTable;
    };
    for (unsigned y = 0; y < height_px; ++y)
        for (unsigned x = 0; x < width_px; ++x) {
            const auto [from_x, from_y] = source({double(x), double(y)});
            const long left = std::lround(std::floor(from_x));
            const long top = std::lround(std::floor(from_y));
            const double right = from_x - static_cast<double>(left);
            const double lower = from_y - static_cast<double>(top);
            const double above = grey(left, top) * (1 - right) + grey(left + 1, top) * right;
            const double below_it = grey(left, top + 1) * (1 - right) + grey(left + 1, top + 1) * right;
            result.row(y)[x] = static_cast<std::uint8_t>(std::lround(above * (1 - lower) + below_it * lower));
        }
    return result;
}

/// The projective map that takes the corners of the unit square to `corners`, clockwise from the left upper one.
std::function<Place(Place)> onto(const std::array<Place, 4>& corners)
{
    const auto& [a, b, c, d] = corners;
    const double sum_x = a[0] - b[0] + c[0] - d[0];
    const double sum_y = a[1] - b[1] + c[1] - d[1];
    const double dx1 = b[0] - c[0];
    const double dy1 = b[1] - c[1];
    const double dx2 = d[0] - c[0];
    const double dy2 = d[1] - c[1];
    const double determinant = dx1 * dy2 - dx2 * dy1;
    const double g = (sum_x * dy2 - dx2 * sum_y) / determinant;
    const double h = (dx1 * sum_y - sum_x * dy1) / determinant;
    return [=, a = corners[0], b = corners[1], d = corners[3]](Place p) {
        const double w = g * p[0] + h * p[1] + 1;
        return Place{((b[0] - a[0] + g * b[0]) * p[0] + (d[0] - a[0] + h * d[0]) * p[1] + a[0]) / w,
                     ((b[1] - a[1] + g * b[1]) * p[0] + (d[1] - a[1] + h * d[1]) * p[1] + a[1]) / w};
    };
}

double capital_px(const ZonePrint& print)
{
    return print.pitch_px * print.capital_height;
}

Print cut_of(const std::string& font, const ZonePrint& print)
{
    constexpr double kCapital = 0.723; // of an em, in every cut
    return {"/usr/share/fonts/opentype/ocr-b/" + font + ".otf", capital_px(print) / kCapital};
}

Print font_of(const ZonePrint& print)
{
    return cut_of(print.font, print);
}

/// Where the letters of a zone stand on its document.
class ZonePlace {
public:
    ZonePlace(const Zone& zone, const ZonePrint& print, const Frame& picture)
        : pitch_px_{print.pitch_px}, line_px_{print.pitch_px *
                                              print.row_distance.value_or(zone.size() == 3 ? 4.23 / 2.54 : 2.5)},
          left_{(picture.width_px - print.pitch_px * static_cast<double>(zone.front().size())) / 2},
          first_{picture.height_px - 2 * print.pitch_px - line_px_ * static_cast<double>(zone.size() - 1)}
    {
    }

    double left_of(std::size_t column) const { return left_ + pitch_px_ * static_cast<double>(column); }
    double base_line(std::size_t row) const { return first_ + line_px_ * static_cast<double>(row); }

private:
    double pitch_px_;
    double line_px_;
    double left_;
    double first_;
};

Frame blank_document(const Zone& zone, const ZonePrint& print)
{
    // Source: ISO/IEC 7810 for the sizes.
    constexpr double kLettersAnInch = 10;
    constexpr double kMillimetres = 25.4;
    static const std::map<std::size_t, std::array<double, 2>> kSizes{
        {30, {85.6, 54}}, {36, {105, 74}}, {44, {125, 88}}};
    const auto& [width, height] = kSizes.at(zone.front().size());
    const double dots = print.pitch_px * kLettersAnInch / kMillimetres;
    auto picture = blank_frame(static_cast<unsigned>(width * dots), static_cast<unsigned>(height * dots), kPaper);
    if (print.clutter) put_clutter(picture, print.pitch_px);
    return picture;
}
} // namespace

Zone random_zone(std::mt19937& random, MrzFormat format)
{
    switch (format) {
    case MrzFormat::td1:
        return random_td1(random);
    case MrzFormat::td2:
        return random_td2(random);
    case MrzFormat::td3:
        break;
    }
    return random_td3(random);
}

Frame document_with(const Zone& zone, const ZonePrint& print)
{
    auto picture = blank_document(zone, print);
    const ZonePlace place{zone, print, picture};
    const auto font = font_of(print);
    const auto sharp = cut_of("OCRBS", print); // fonts-ocr-b 0.3.1 has a tear in the 4 of its round cut
    std::mt19937 random{zone.front().size()};
    for (std::size_t row = 0; row < zone.size(); ++row)
        for (std::size_t column = 0; column < zone[row].size(); ++column) {
            const char letter = zone[row][column];
            const auto otherwise = print.otherwise.find(letter);
            const auto drawn = otherwise == print.otherwise.end() ? LetterPrint{} : otherwise->second;
            const double base = place.base_line(row) - between(random, -1, 1) * print.stray * print.pitch_px;
            (letter == '4' ? sharp : font)
                .put(picture, static_cast<unsigned char>(letter), place.left_of(column),
                     base - drawn.raised * capital_px(print), drawn.height);
        }
    return picture;
}

void cover(Frame& picture, const Zone& zone, const ZonePrint& print, const Cover& cover)
{
    const ZonePlace place{zone, print, picture};
    auto [left, top, right, bottom] = font_of(print).ink_px(static_cast<unsigned char>(zone[cover.line][cover.column]));
    const auto part = [&](double low, double high) {
        const auto at = [&](double share) {
            return share <= 0 ? low - 2 : share >= 1 ? high + 2 : low + share * (high - low);
        };
        return std::pair{at(cover.from), at(cover.to)};
    };
    std::tie(left, right) = cover.across ? part(left, right) : std::pair{left - 2, right + 2};
    std::tie(top, bottom) = cover.across ? std::pair{top - 2, bottom + 2} : part(top, bottom);
    const auto pixel = [](double at) { return static_cast<unsigned>(std::lround(at)); };
    const double x = place.left_of(cover.column);
    const double y = place.base_line(cover.line);
    for (auto row = pixel(y + top); row < pixel(y + bottom); ++row)
        std::fill(picture.row(row).begin() + pixel(x + left), picture.row(row).begin() + pixel(x + right), kPaper);
}

Frame covered_document(const Zone& zone, const ZonePrint& print, const Cover& hidden)
{
    auto picture = document_with(zone, print);
    cover(picture, zone, print, hidden);
    return picture;
}

Frame scaled(const Frame& picture, double factor)
{
    const auto soft = factor < 1 ? blurred(picture, 0.4 / factor) : picture;
    return redrawn(soft, static_cast<unsigned>(picture.width_px * factor),
                   static_cast<unsigned>(picture.height_px * factor), [&](Place p) {
                       return Place{(p[0] + 0.5) / factor - 0.5, (p[1] + 0.5) / factor - 0.5};
                   });
}

Frame turned(const Frame& picture, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double width = std::fabs(picture.width_px * c) + std::fabs(picture.height_px * s);
    const double height = std::fabs(picture.width_px * s) + std::fabs(picture.height_px * c);
    return redrawn(picture, static_cast<unsigned>(std::ceil(width)), static_cast<unsigned>(std::ceil(height)),
                   [&](Place p) {
                       const double x = p[0] - width / 2;
                       const double y = p[1] - height / 2;
                       return Place{picture.width_px / 2.0 + x * c + y * s, picture.height_px / 2.0 - x * s + y * c};
                   });
}

Frame from_the_side(const Frame& picture, double share, std::mt19937& random)
{
    const double width = picture.width_px;
    const double height = picture.height_px;
    const auto inwards = [&] { return between(random, 0, share) * width; };
    // Drawn backwards: the corners of the result look beyond those of the picture.
    const std::array<Place, 4> corners{Place{-inwards(), -inwards()}, Place{width + inwards(), -inwards()},
                                       Place{width + inwards(), height + inwards()},
                                       Place{-inwards(), height + inwards()}};
    const auto map = onto(corners);
    return redrawn(picture, picture.width_px, picture.height_px, [&](Place p) {
        return map({p[0] / width, p[1] / height});
    });
}

Frame with_glare(const Frame& picture, std::mt19937& random)
{
    const double x = between(random, 0.1, 0.9) * picture.width_px;
    const double y = between(random, 0.6, 1) * picture.height_px;
    const double radius = between(random, 0.1, 0.25) * picture.width_px;
    auto result = picture;
    for (unsigned row = 0; row < picture.height_px; ++row)
        for (unsigned column = 0; column < picture.width_px; ++column) {
            const double light = 0.85 * std::max(0.0, 1 - std::hypot(column - x, row - y) / radius);
            auto& pixel = result.row(row)[column];
            pixel = static_cast<std::uint8_t>(std::lround(pixel * (1 - light) + 255 * light));
        }
    return result;
}

const std::vector<std::string>& conditions()
{
    static const std::vector<std::string> kAll{"clean",  "noise",  "blur_2",       "blur_3",   "dpi_150",
                                               "turn_1", "turn_3", "turn_8",       "turn_180", "perspective",
                                               "glare",  "mixed",  "low_contrast", "on_table"};
    return kAll;
}

Frame under(const std::string& condition, const Frame& picture, std::mt19937& random)
{
    const auto seed = static_cast<unsigned>(random());
    const double side = below(random, 2) == 0 ? -1 : 1;
    using Change = std::function<Frame()>;
    const std::map<std::string, Change> changes{
        {"clean", [&] { return picture; }},
        {"noise", [&] { return noisy(picture, between(random, 20, 35), seed); }},
        {"blur_2", [&] { return blurred(picture, 2); }},
        {"blur_3", [&] { return blurred(picture, 3); }},
        {"dpi_150", [&] { return scaled(picture, 0.5); }},
        {"turn_1", [&] { return turned(picture, side); }},
        {"turn_3", [&] { return turned(picture, 3 * side); }},
        {"turn_8", [&] { return turned(picture, 8 * side); }},
        {"turn_180", [&] { return turned(picture, 180); }},
        {"perspective", [&] { return from_the_side(picture, 0.06, random); }},
        {"glare", [&] { return with_glare(picture, random); }},
        {"mixed",
         [&] {
             const auto seen = turned(from_the_side(picture, 0.04, random), between(random, -1.5, 1.5));
             return noisy(blurred(seen, 1.2), 12, seed);
         }},
        {"low_contrast", [&] { return with_contrast(picture, between(random, 0.15, 0.3), 110); }},
        {"on_table",
         [&] {
             const double share = between(random, 0.6, 0.75) * 1011 / picture.width_px;
             const auto lying = turned(scaled(picture, share), between(random, -20, 20));
             auto scene = blank_frame(1280, 720, kTable);
             const auto left = (static_cast<long>(scene.width_px) - static_cast<long>(lying.width_px)) / 2;
             const auto top = (static_cast<long>(scene.height_px) - static_cast<long>(lying.height_px)) / 2;
             return noisy(redrawn(lying, scene.width_px, scene.height_px,
                                  [&](Place p) {
                                      return Place{p[0] - static_cast<double>(left), p[1] - static_cast<double>(top)};
                                  }),
                          6, seed);
         }},
    };
    return changes.at(condition)();
}
} // namespace drawing
