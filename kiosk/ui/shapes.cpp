#include "kiosk/ui/shapes.hpp"

#include <string>

#include <fmt/format.h>

namespace kiosk::ui {
namespace {
/// Drawn on 24 × 24; `currentColor` is replaced.
const char* drawing_of(Shape shape)
{
    switch (shape) {
    case Shape::tick:
        return R"(<path d="M5 12.5l4.8 5L19.5 7" S/>)";
    case Shape::variant:
        return R"(<path d="M4 9.5c2.700-3 5.300-3 8 0s5.300 3 8 0M4 16c2.700-3 5.300-3 8 0s5.300 3 8 0" S/>)";
    case Shape::cut:
        return R"(<circle cx="5" cy="12.500" r="2.100" F/><circle cx="12" cy="12.500" r="2.100" F/><circle cx="19" cy="12.500" r="2.100" F/>)";
    case Shape::cross:
        return R"(<path d="M6 6l12 12M18 6L6 18" S/>)";
    case Shape::absent:
        return R"(<path d="M5 12h14" S/>)";
    case Shape::running:
        return R"(<path d="M6.500 4.500v15L18.500 12z" F/>)";
    case Shape::triangle:
        return R"(<path d="M12 3.500L22 20.500H2z" T/><path d="M12 10v5" T/><circle cx="12" cy="17.600" r="1.200" F/>)";
    case Shape::octagon:
        return R"(<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" T/><path d="M8.500 8.500l7 7M15.500 8.500l-7 7" T/>)";
    case Shape::circled_tick:
        return R"(<circle cx="12" cy="12" r="10.800" fill="none" stroke="C" stroke-width="1.600"/><path d="M7 12.500l3.500 3.500L17 8.800" T/>)";
    case Shape::dot:
        return R"(<circle cx="12" cy="12" r="9" F/>)";
    case Shape::unplugged:
        return R"(<circle cx="12" cy="12" r="8" S/><path d="M4 20L20 4" S/>)";
    case Shape::sheet:
        return R"(<path d="M5 2.500h9l5 5v14H5z M14 2.500v5h5" T/><path d="M8.500 12.500h7M8.500 16.500h7" T/>)";
    case Shape::card:
        return R"(<rect x="2" y="4.500" width="20" height="15" T/><path d="M2 10h20" T/>)";
    case Shape::bubble:
        return R"(<path d="M2.500 4h19v13H11l-5 4v-4H2.500z" T/>)";
    case Shape::envelope:
        return R"(<rect x="2" y="4.500" width="20" height="15" T/><path d="M2.500 6l9.500 8 9.500-8" T/>)";
    case Shape::calendar:
        return R"(<rect x="3" y="5" width="18" height="16" T/><path d="M3 10.500h18M8 2v5M16 2v5" T/>)";
    case Shape::information:
        return R"(<circle cx="12" cy="12" r="9.500" T/><path d="M12 11v6" T/><circle cx="12" cy="7.600" r="1.400" F/>)";
    case Shape::camera:
        return R"(<path d="M3 7h4.500L9 4.500h6L16.500 7H21v12.500H3z" T/><circle cx="12" cy="13" r="3.800" T/>)";
    case Shape::face:
        return R"(<circle cx="12" cy="9" r="5" T/><path d="M3.500 22c0-6 17-6 17 0" T/>)";
    }
    return "";
}

/// Spelled out in short in the drawings: S a 2.4 stroke, T a 2.0 stroke, F filled.
std::string written_out(std::string drawing, const std::string& colour)
{
    const auto replace = [&](const std::string& what, const std::string& with) {
        for (auto at = drawing.find(what); at != std::string::npos; at = drawing.find(what, at + with.size()))
            drawing.replace(at, what.size(), with);
    };
    const auto stroke = [&](const char* width) {
        return fmt::format(
            R"( fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round" stroke-linejoin="round"/>)", colour,
            width);
    };
    replace(" S/>", stroke("2.6"));
    replace(" T/>", stroke("2.1"));
    replace(" F/>", fmt::format(R"( fill="{}"/>)", colour));
    replace("\"C\"", fmt::format("\"{}\"", colour));
    return drawing;
}

wxBitmapBundle from_svg(const std::string& body, int width, int height, wxSize size)
{
    const auto svg = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">{2}</svg>)", width,
        height, body);
    return wxBitmapBundle::FromSVG(svg.c_str(), size);
}

std::string hex(const wxColour& colour)
{
    return colour.GetAsString(wxC2S_HTML_SYNTAX).utf8_string();
}
} // namespace

wxBitmapBundle shape(Shape shape, const wxColour& colour, int size_px)
{
    return from_svg(written_out(drawing_of(shape), hex(colour)), 24, 24, {size_px, size_px});
}

wxBitmapBundle filled_tick(const wxColour& disc, const wxColour& tick, int size_px)
{
    const auto body = fmt::format(R"(<circle cx="12" cy="12" r="12" fill="{}"/>)", hex(disc)) +
                      written_out(R"(<path d="M6.500 12.500l4 4L18 8.300" S/>)", hex(tick));
    return from_svg(body, 24, 24, {size_px, size_px});
}

wxBitmapBundle silhouette(int height_px)
{
    static constexpr const char* kBody =
        R"(<rect width="70" height="90" fill="#E3E8ED"/><ellipse cx="35" cy="39" rx="15.200" ry="20" fill="#9AA4B0"/>)"
        R"(<path d="M5 90c0-20 8-25 16-27l7-3v-3q7 4.500 14 0v3l7 3c8 2 16 7 16 27z" fill="#9AA4B0"/>)";
    return from_svg(kBody, 70, 90, {height_px * 35 / 45, height_px});
}
} // namespace kiosk::ui
