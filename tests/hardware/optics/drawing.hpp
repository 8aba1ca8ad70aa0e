#pragma once

#include <filesystem>
#include <string_view>

#include "hardware/optics/frame.hpp"

namespace drawing {
using hardware::optics::Frame;

/// A QR code of `text`, black on white with its quiet zone, each module `module_px` wide.
Frame qr_code(std::string_view text, unsigned module_px = 5);

/// `picture` in the middle of a larger grey scene.
Frame on_table(const Frame& picture, unsigned width_px, unsigned height_px, std::uint8_t grey = 170);

/// Lays `picture` on `page`, its left upper corner at (`left`, `top`); it must fit.
void lay(Frame& page, const Frame& picture, unsigned left, unsigned top);
/// Two documents on a table.
Frame one_above_other(const Frame& upper, const Frame& lower);

Frame with_contrast(const Frame& picture, double share, std::uint8_t middle);
Frame inverted(const Frame& picture);
Frame rotated(const Frame& picture, double degrees);
/// Gaussian noise; the same `seed` gives the same picture.
Frame noisy(const Frame& picture, double sigma, unsigned seed = 1);
Frame blurred(const Frame& picture, double sigma_px);

/// A folder for pictures, gone at the end of the test.
struct Folder {
    std::filesystem::path path;
    Folder();
    ~Folder();
    Folder(Folder&&) = delete;
};

/// `transparent_png` holds black everywhere and covers only the dark places with it.
enum class FileKind { png, jpeg, transparent_png };
void write(const Frame& picture, const std::filesystem::path& file, FileKind kind);
} // namespace drawing
