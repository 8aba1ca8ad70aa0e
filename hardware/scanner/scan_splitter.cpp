#include "hardware/scanner/scan_splitter.hpp"

#include <utility>

#include "hardware/scanner/utf8.hpp"

namespace hardware::scanner {
namespace {
constexpr char kStartOfText = '\x02';
constexpr char kEndOfText = '\x03';

bool ends_line(char c)
{
    return c == '\r' || c == '\n';
}
} // namespace

std::vector<std::string> ScanSplitter::feed(std::string_view bytes)
{
    std::vector<std::string> scans;
    for (const char c : bytes) {
        if (c == kStartOfText) continue;
        if (c == kEndOfText || (boundary_ == Boundary::line_end && ends_line(c))) {
            if (auto scan = taken(); !scan.empty()) scans.push_back(std::move(scan));
        } else if (open_.size() < kLongestScan) {
            open_ += c;
        } else {
            overlong_ = true;
        }
    }
    return scans;
}

std::string ScanSplitter::silence()
{
    return taken();
}

std::string ScanSplitter::taken()
{
    constexpr std::string_view kAround = "\r\n\t ";
    auto scan = text_of(std::exchange(open_, {}));
    if (std::exchange(overlong_, false)) {
        ++overlong_count_;
        return {};
    }
    scan.erase(scan.find_last_not_of(kAround) + 1);
    scan.erase(0, scan.find_first_not_of(kAround));
    return scan;
}
} // namespace hardware::scanner
