#pragma once

#include <string>
#include <vector>

class wxWindow;

/// What is really on the screen, asked of GTK behind the window's back.
namespace gallery {
/// One line for each text and button below `window` that is shown and partly cut off; also for a page that scrolls,
/// unless it may.
std::vector<std::string> cut_off(wxWindow& window, bool may_scroll);

/// Whether the page's question and the control with the focus are in sight; a line for each that is not.
std::vector<std::string> out_of_sight(wxWindow& window);

/// A line where no portrait stands whole in sight, high enough to compare a face with.
std::vector<std::string> face_out_of_sight(wxWindow& window);
} // namespace gallery
