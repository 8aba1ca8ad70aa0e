#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "hardware/scanner/scan_splitter.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace hardware::scanner;

namespace {
void judge(const std::string& scan)
{
    if (scan.size() > kLongestScan || scan.find_first_of("\x02\x03\x1B\x07\x7F") != std::string::npos) std::abort();
}

/// All that the splitter makes of a stream, whose bytes come in pieces of `piece`.
std::vector<std::string> scans_of(std::string_view stream, Boundary boundary, std::size_t piece)
{
    ScanSplitter splitter{boundary};
    std::vector<std::string> all;
    for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size())))
        for (auto& scan : splitter.feed(stream.substr(0, piece)))
            all.push_back(std::move(scan));
    if (auto last = splitter.silence(); !last.empty()) all.push_back(std::move(last));
    if (splitter.is_open()) std::abort();
    for (const auto& scan : all)
        judge(scan);
    return all;
}
} // namespace

/// Any bytes from a serial scanner: the same scans, in whatever pieces they come.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const std::string_view stream{reinterpret_cast<const char*>(data), size};
    for (const auto boundary : {Boundary::idle_gap, Boundary::line_end})
        if (scans_of(stream, boundary, 1) != scans_of(stream, boundary, size + 1)) std::abort();
}
