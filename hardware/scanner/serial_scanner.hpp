#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "hardware/scanner/scan_splitter.hpp"

namespace hardware::scanner {
/// A scanner on a serial line (USB-CDC: `/dev/ttyACM0`, better a name under `/dev/serial/by-id`). Opens the line on its
/// own thread, keeps it for itself, and opens it again after it was unplugged. Begins with its making, ends with its
/// end.
class SerialScanner {
public:
    /// How the line is opened, and how its bytes are cut into scans.
    struct Settings {
        std::filesystem::path device;
        unsigned baud = 9600; ///< USB-CDC ignores it
        Boundary boundary = Boundary::idle_gap;
        std::chrono::milliseconds idle_gap{60};
        std::chrono::milliseconds first_retry{250}; ///< doubles with each failure
        std::chrono::milliseconds longest_retry{5000};
    };
    /// All on the scanner's own thread, one at a time; none may end the scanner.
    struct Callbacks {
        std::function<void(std::string)> scan;         ///< one whole scan as it came; hostile
        std::function<void()> connected;               ///< the line is open
        std::function<void(std::string)> disconnected; ///< once each time it is not; why, for the log
        std::function<void()> overlong;                ///< a scan longer than `kLongestScan` was thrown away
    };

    /// Throws `std::invalid_argument` on a speed that no serial line has, `Error` when the system has no resources
    /// left.
    SerialScanner(Settings settings, Callbacks callbacks);
    ~SerialScanner(); ///< no callback runs during or after
    SerialScanner(SerialScanner&&) = delete;

private:
    class Run;
    std::unique_ptr<Run> run_;
};
} // namespace hardware::scanner
