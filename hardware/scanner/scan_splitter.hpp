#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hardware::scanner {
/// Where one scan ends and the next begins. ETX ends a scan in both.
enum class Boundary {
    idle_gap, ///< silence: right for documents, whose lines end in CR or LF each
    line_end  ///< CR or LF: quicker, right where only codes of one line are scanned
};

inline constexpr std::size_t kLongestScan = 8192; ///< bytes; the fullest QR code holds 7089 digits

/// Cuts a stream of bytes into scans. Pure; the caller knows about time.
/// Line ends and blanks around a scan are gone, within it they stay. STX, other control characters and bytes that are
/// no UTF-8 leave nothing in it; empty scans are none.
class ScanSplitter {
public:
    explicit ScanSplitter(Boundary boundary) : boundary_{boundary} {}

    /// The scans that `bytes` complete, in order.
    std::vector<std::string> feed(std::string_view bytes);
    /// The scan that silence completes; empty when there is none.
    std::string silence();
    /// True while a scan may be under way: silence must be reported.
    bool is_open() const { return !open_.empty() || overlong_; }
    /// Scans longer than `kLongestScan` that were thrown away.
    std::size_t overlong_count() const { return overlong_count_; }

private:
    std::string taken();

    Boundary boundary_;
    std::string open_;
    bool overlong_ = false;
    std::size_t overlong_count_ = 0;
};
} // namespace hardware::scanner
