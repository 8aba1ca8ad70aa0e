#pragma once

#include <string>
#include <vector>

#include "kiosk/core/screen.hpp"

/// Views as the counter gives them, one a state of the window. All people are invented.
namespace gallery {
struct Scene {
    std::string name;
    kiosk::View view;
};
std::vector<Scene> scenes();
} // namespace gallery
