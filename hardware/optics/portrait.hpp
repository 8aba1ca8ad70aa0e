#pragma once

#include <chrono>
#include <filesystem>
#include <variant>

#include "hardware/bytes.hpp"
#include "hardware/document/reading.hpp"
#include "hardware/optics/frame.hpp"

namespace hardware::optics {
/// Why there is no picture. None of these says anything about the document being genuine.
enum class PortraitRefusal {
    unknown_format, ///< neither JPEG nor JPEG 2000
    damaged,        ///< cut off or against its format
    too_large,      ///< more than 1 MiB, 4096 pixels on a side or 6 million pixels
    timed_out,
    decoder_died ///< crashed, or reached for more than it may
};

inline constexpr std::size_t kLargestPortrait = 1U << 20U; ///< bytes, encoded
inline constexpr unsigned kLongestPortraitSidePx = 4096;
inline constexpr std::size_t kMostPortraitPixels = 6'000'000;

/// Decodes in `decoder`, the program `gishe-portrait-decoder`, which may do nothing but compute. Blocks up to
/// `patience`; callable from any thread. What the chip calls the format is not believed: the first bytes tell. Throws
/// `hardware::Error` when the decoder cannot be started: the installation is broken.
std::variant<Picture, PortraitRefusal> decode_portrait(const document::Portrait& portrait,
                                                       const std::filesystem::path& decoder,
                                                       std::chrono::milliseconds patience = std::chrono::seconds{5});
} // namespace hardware::optics
