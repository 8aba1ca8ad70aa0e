#include "kiosk/devices/serial_scans.hpp"

#include "config/log.hpp"
#include "hardware/scanner/serial_scanner.hpp"
#include "hardware/scanner/symbology.hpp"

namespace kiosk::devices {
using hardware::scanner::SerialScanner;

SerialScans::SerialScans(const std::string& device, Executor& ui,
                         std::function<void(hardware::scanner::MarkedScan)> scanned, std::function<void(bool)> present)
{
    SerialScanner::Settings settings;
    settings.device = device;
    SerialScanner::Callbacks callbacks;
    callbacks.scan = [&ui, scanned = std::move(scanned)](std::string text) {
        ui.post([scanned, scan = hardware::scanner::without_symbology(std::move(text))] { scanned(scan); });
    };
    callbacks.connected = [&ui, present] {
        config::log::info("scanner.connected");
        ui.post([present] { present(true); });
    };
    callbacks.disconnected = [&ui, present = std::move(present)](const std::string& why) {
        config::log::warn("scanner.lost", {{"error", why}});
        ui.post([present] { present(false); });
    };
    callbacks.overlong = [] { config::log::warn("scanner.overlong"); };
    scanner_ = std::make_unique<SerialScanner>(std::move(settings), std::move(callbacks));
}

SerialScans::~SerialScans() = default;
} // namespace kiosk::devices
