#pragma once

#include <filesystem>
#include <variant>

#include "hardware/optics/frame.hpp"

namespace hardware::optics {
enum class PictureRefusal {
    no_such_file, ///< or one that may not be read
    not_a_file,   ///< a folder, a device
    not_a_picture,
    too_large
};

/// A PNG or JPEG file as grey picture; what is transparent becomes white. At most 32 MiB and 40 million pixels.
/// For pictures that the technician chose; a chip's portrait goes through `decode_portrait`.
std::variant<Frame, PictureRefusal> load_picture(const std::filesystem::path& file);
} // namespace hardware::optics
