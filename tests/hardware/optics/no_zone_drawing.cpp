#include "tests/hardware/optics/no_zone_drawing.hpp"

#include <algorithm>
#include <string_view>

#include "tests/hardware/optics/zone_drawing.hpp"

namespace drawing {
using hardware::document::MrzFormat;
using hardware::optics::blank_frame;

namespace {
/// Lines of `columns` letters in the print of a zone, of these characters.
Zone lines_of(std::mt19937& random, std::size_t count, std::size_t columns, std::string_view characters)
{
    Zone lines(count);
    for (auto& line : lines)
        while (line.size() < columns)
            line += characters[random() % characters.size()];
    return lines;
}

Frame printed(const Zone& lines, double rows, bool clutter = false)
{
    return document_with(lines, {"OCRB", 22, clutter, rows});
}

Frame bars(std::mt19937& random)
{
    auto page = blank_frame(900, 500, 240);
    for (unsigned top = 40; top < 400; top += 120)
        for (unsigned x = 60; x < 840;) {
            const unsigned width = 2 + static_cast<unsigned>(random() % 4) * 2;
            for (unsigned y = top; y < top + 80; ++y)
                std::fill_n(page.row(y).begin() + x, width, std::uint8_t{20});
            x += width + 2 + static_cast<unsigned>(random() % 4) * 2;
        }
    return page;
}

Frame gradient()
{
    auto page = blank_frame(1280, 720);
    for (unsigned y = 0; y < page.height_px; ++y)
        for (unsigned x = 0; x < page.width_px; ++x)
            page.row(y)[x] = static_cast<std::uint8_t>((x + 2 * y) * 255 / 2720);
    return page;
}

Frame codes(std::mt19937& random)
{
    auto page = blank_frame(1000, 700, 235);
    for (unsigned i = 0; i < 6; ++i)
        lay(page, qr_code(std::to_string(random()), 5), 40 + i % 3 * 310, 40 + i / 3 * 320);
    return page;
}

} // namespace

std::map<std::string, std::function<Frame(std::mt19937&)>> pictures_without_zone(double rows)
{
    const auto visa = [rows](MrzFormat format) {
        return [format, rows](std::mt19937& random) {
            auto zone = random_zone(random, format);
            zone[0][0] = 'V';
            zone[1].back() = '<';
            return printed(zone, rows);
        };
    };
    return {
        {"letters",
         [rows](auto& random) { return printed(lines_of(random, 14, 44, "ABCDEFGHIJKLMNOPQRSTUVWXYZ  "), rows); }},
        {"digits", [rows](auto& random) { return printed(lines_of(random, 14, 44, "0123456789"), rows); }},
        {"a table", [rows](auto& random) { return printed(lines_of(random, 14, 36, "0123456789 .,-"), rows); }},
        {"a listing", [rows](auto& random) { return printed(lines_of(random, 12, 44, "<<<>if(x)y=a;{}<< "), rows); }},
        {"letters and fillers",
         [rows](auto& random) { return printed(lines_of(random, 3, 30, "ABCDEFGHIJ<<0123456789"), rows); }},
        {"two lines of letters and fillers",
         [rows](auto& random) { return printed(lines_of(random, 2, 44, "KLMNOPQRST<<0123456789"), rows); }},
        {"a visa of 44 letters", visa(MrzFormat::td3)},
        {"a visa of 36 letters", visa(MrzFormat::td2)},
        {"a driving licence of one line",
         [rows](auto& random) { return printed({"D1BGR" + lines_of(random, 1, 25, "0123456789AB")[0]}, rows, true); }},
        {"an identity card of another layout",
         [rows](auto&) {
             return printed({"IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6"}, rows,
                            true);
         }},
        {"two of the three lines of a card",
         [rows](auto& random) {
             auto zone = random_zone(random, MrzFormat::td1);
             zone.pop_back();
             return printed(zone, rows);
         }},
        {"the lines of a card in another order",
         [rows](auto& random) {
             auto zone = random_zone(random, MrzFormat::td1);
             std::swap(zone[0], zone[2]);
             return printed(zone, rows);
         }},
        {"codes", codes},
        {"bars", bars},
        {"a gradient", [](auto&) { return gradient(); }},
        {"noise", [](auto& random) { return noisy(gradient(), 60, static_cast<unsigned>(random())); }},
    };
}
} // namespace drawing
