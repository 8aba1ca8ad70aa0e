#pragma once

#include <wx/bmpbndl.h>
#include <wx/colour.h>

namespace kiosk::ui {
/// The shapes that go with words. Drawn here as SVG, because many fonts lack these characters.
enum class Shape {
    tick,
    variant,
    cut,
    cross,
    absent,
    running,
    triangle,
    octagon,
    circled_tick,
    dot,
    unplugged,
    sheet,
    card,
    bubble,
    envelope,
    calendar,
    information,
    camera,
    face
};

/// `size_px` is the edge of the square that the shape fills; `face` is 35:45 of it.
wxBitmapBundle shape(Shape shape, const wxColour& colour, int size_px);

/// A ring with a tick in it, filled or open.
wxBitmapBundle filled_tick(const wxColour& disc, const wxColour& tick, int size_px);

/// The grey silhouette that stands for "no portrait", 35:45.
wxBitmapBundle silhouette(int height_px);
} // namespace kiosk::ui
