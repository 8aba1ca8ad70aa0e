#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/core/screen.hpp"

namespace kiosk::ui {
class PortraitStore;
class Theme;

/// A decoded picture: 24-bit RGB, rows from the top, without padding.
struct Picture {
    int width{};
    int height{};
    std::vector<std::uint8_t> rgb;
};

/// Decodes away from the UI thread and answers on it; nothing where the portrait cannot be shown.
using DecodePortrait = std::function<void(std::shared_ptr<const hardware::document::Portrait>,
                                          std::function<void(std::optional<Picture>)>)>;

/// What every page of the window is built with. Outlived by none of them.
struct Surroundings {
    Counter& counter;
    const Theme& theme;
    PortraitStore& portraits;
};
} // namespace kiosk::ui
