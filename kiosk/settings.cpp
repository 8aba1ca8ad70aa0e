#include "kiosk/settings.hpp"

#include "config/settings.hpp"

namespace kiosk {
KioskSettings KioskSettings::load(const std::filesystem::path& file)
{
    config::Settings settings = config::Settings::load(file);
    KioskSettings result;
    result.portal_url = settings.text("portal.url");
    result.portal_ca_file = settings.path("portal.ca_file");
    result.portal_timeout = std::chrono::seconds{settings.integer("portal.timeout_seconds", 1, 60, 5)};
    result.state_folder = settings.path("state.folder");
    result.trust_folder = settings.optional_path("trust.folder").value_or(result.state_folder / "trust");
    result.reader_name = settings.text("reader.name", "");
    result.camera_source = settings.text("camera.source", "");
    result.scanner_serial = settings.text("scanner.serial", "");
    result.scanner_quiet = std::chrono::milliseconds{settings.integer("scanner.quiet_milliseconds", 80, 1000, 80)};
    result.municipality = settings.text("counter.municipality", "");
    result.office = settings.text("counter.office", "");
    result.ui_language = settings.text("ui.language", "bg");
    result.full_screen = settings.flag("ui.full_screen", true);
    result.log_level = settings.text("log.level", "info");
    settings.refuse_unknown();
    if (result.ui_language != "bg" && result.ui_language != "en")
        throw config::SettingsError{file.string() + ": ui.language: neither bg nor en"};
    return result;
}
} // namespace kiosk
