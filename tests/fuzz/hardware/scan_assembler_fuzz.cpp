#include <cstdint>
#include <cstdlib>

#include "hardware/scanner/scan_assembler.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace hardware::scanner;
using namespace std::chrono_literals;

namespace {
void require(bool holds)
{
    if (!holds) std::abort();
}

void judge(const std::optional<ScanAssembler::Scan>& scan, const ScanAssembler::Settings& settings)
{
    if (!scan) return;
    require(!scan->text.empty() && scan->text.size() < settings.longest);
    require(scan->text.find_first_of("\n\t ") != 0);
    require(scan->text.find('\x1B') == std::string::npos && scan->text.find('\0') == std::string::npos);
    require(scan->passed_on < settings.shortest);
}
} // namespace

/// Any keys at any times, four bytes each: the character (three bytes), the milliseconds since the last one. A scan is
/// never empty, never longer than agreed, and comes once.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    ScanAssembler::Settings settings;
    settings.longest = 64; // so that the limit is met
    ScanAssembler assembler{settings};
    ScanAssembler::Instant now{5h};
    for (std::size_t at = 0; at + 4 <= size; at += 4) {
        now += std::chrono::milliseconds{data[at + 3]};
        judge(assembler.finish(now), settings);
        assembler.key(static_cast<char32_t>(data[at] << 16 | data[at + 1] << 8 | data[at + 2]), now);
    }
    if (const auto end = assembler.finish_at()) {
        require(!assembler.finish(*end - 1ms));
        judge(assembler.finish(*end), settings);
    }
    require(!assembler.finish_at() && !assembler.finish(now + 1h));
}
