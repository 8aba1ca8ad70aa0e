#include "hardware/scanner/scan_assembler.hpp"

#include <string_view>

#include "hardware/scanner/utf8.hpp"

namespace hardware::scanner {
void ScanAssembler::begin_anew()
{
    text_.clear();
    keys_ = 0;
    passed_on_ = 0;
}

/// That ends a scan where it stands now.
std::chrono::milliseconds ScanAssembler::silence() const
{
    return text_.ends_with('\n') ? settings_.end_gap : settings_.line_gap;
}

ScanAssembler::Verdict ScanAssembler::key(char32_t character, Instant at)
{
    // Within a scan a longer pause is allowed: many scanners wait after each line, and busy machines anywhere.
    const auto gap = is_scan() ? silence() : settings_.key_gap;
    if (keys_ > 0 && at - last_ > gap) begin_anew();
    if (keys_ == 0) begun_ = at;
    last_ = at;
    ++keys_;
    if (text_.size() < settings_.longest && is_text(character))
        append_utf8(text_, character == U'\r' ? U'\n' : character);
    if (is_scan()) return Verdict::scanning;
    ++passed_on_;
    return Verdict::typing;
}

std::optional<ScanAssembler::Instant> ScanAssembler::finish_at() const
{
    if (!is_scan()) return std::nullopt;
    return last_ + silence();
}

std::optional<ScanAssembler::Scan> ScanAssembler::finish(Instant now)
{
    const auto when = finish_at();
    if (!when || now < *when) return std::nullopt;
    Scan scan{text_, begun_, passed_on_};
    const bool overlong = text_.size() >= settings_.longest;
    begin_anew();
    constexpr std::string_view kAround = "\n\t ";
    scan.text.erase(scan.text.find_last_not_of(kAround) + 1);
    scan.text.erase(0, scan.text.find_first_not_of(kAround));
    if (overlong || scan.text.empty()) return std::nullopt;
    return scan;
}
} // namespace hardware::scanner
