#pragma once

#include <functional>
#include <map>
#include <random>
#include <string>

#include "tests/hardware/optics/drawing.hpp"

namespace drawing {
/// What looks much like a zone and is none, or not one of a travel document; by name, each drawn anew at every call.
/// `rows`: their distance in pitches.
std::map<std::string, std::function<Frame(std::mt19937&)>> pictures_without_zone(double rows);
} // namespace drawing
