#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/core/executor.hpp"

namespace hardware::scanner {
class SerialScanner;
struct MarkedScan;
} // namespace hardware::scanner

namespace kiosk::devices {
/// The serial scanner of the counter, for as long as the object lives; its comings and goings are logged.
class SerialScans {
public:
    /// `scanned` gets each whole scan, with what the scanner says it was, and `present` each coming and going, both on
    /// `ui`. `device`: `/dev/ttyACM0`; it may come later.
    SerialScans(const std::string& device, Executor& ui, std::function<void(hardware::scanner::MarkedScan)> scanned,
                std::function<void(bool)> present);
    ~SerialScans();
    SerialScans(SerialScans&&) = delete;

private:
    std::unique_ptr<hardware::scanner::SerialScanner> scanner_;
};
} // namespace kiosk::devices
