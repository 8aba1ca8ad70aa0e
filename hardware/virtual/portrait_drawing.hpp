#pragma once

#include "hardware/bytes.hpp"

namespace hardware::virtual_card {
/// A neutral head and shoulders, drawn, 480 by 600 pixels, JPEG. `seed` varies hair, clothes and shape a little.
Bytes draw_portrait(unsigned seed);
} // namespace hardware::virtual_card
