#pragma once

#include <filesystem>
#include <optional>

namespace kiosk {
/// Of the window; Bulgarian where nothing was chosen.
enum class Language { bulgarian, english };

/// How the clerks of one counter like its screen.
struct Appearance {
    Language language{Language::bulgarian};
    bool high_contrast{};
    double scale{1.0}; ///< of the text: 1.0 to 2.0
    bool operator==(const Appearance&) const = default;
};

/// What `keep_appearance` left in the kiosk's state folder. Empty where there is nothing, and where it cannot be
/// understood: that is told in the log and stops nothing.
std::optional<Appearance> kept_appearance(const std::filesystem::path& state);
/// Blocks on the disk. Throws `std::system_error`.
void keep_appearance(const std::filesystem::path& state, const Appearance& appearance);
} // namespace kiosk
