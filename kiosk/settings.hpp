#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace kiosk {
/// The kiosk's configuration; every key is described in `kiosk/README.md`.
struct KioskSettings {
    std::string portal_url;
    std::filesystem::path portal_ca_file;
    std::chrono::seconds portal_timeout{};
    std::filesystem::path state_folder;
    std::filesystem::path trust_folder;
    std::string reader_name;    ///< empty: the first reader that is there
    std::string camera_source;  ///< GStreamer source; empty: no camera
    std::string scanner_serial; ///< device file; empty: keyboard scanner
    /// Silence around a key that acts: longer than a keyboard scanner waits between two letters.
    std::chrono::milliseconds scanner_quiet{};
    std::string municipality; ///< `Столична община`; may be empty
    std::string office;       ///< `Деловодно обслужване, архив и ГРАО`; may be empty
    std::string ui_language;  ///< `bg` or `en`
    bool full_screen{};       ///< the window takes the whole screen
    std::string log_level;    ///< `debug`, `info`, `warn`, `error`

    /// Throws `config::SettingsError`; an unknown key is one.
    static KioskSettings load(const std::filesystem::path& file);
};
} // namespace kiosk
