#include "hardware/optics/mrz_reader.hpp"

#include "hardware/optics/zone_decoder.hpp"
#include "hardware/optics/zone_finder.hpp"

namespace hardware::optics {
namespace {
/// Smaller than this no zone can be read.
constexpr unsigned kSmallestSide = 64;

/// Where the letters are certain, so must be what they say: this is the last gate.
std::optional<ReadZone> accepted(const ZoneEvidence& evidence, std::chrono::year_month_day today)
{
    auto lines = decode(evidence);
    if (!lines) return std::nullopt;
    std::string text;
    for (const auto& line : *lines)
        text += line;
    auto parsed = document::parse_mrz(text, today);
    if (!std::holds_alternative<document::Mrz>(parsed)) return std::nullopt;
    return ReadZone{std::move(*lines), std::get<document::Mrz>(std::move(parsed))};
}

std::optional<ZoneCells> zone_in(const Frame& frame, OcrB& font)
{
    demand_whole(frame);
    if (frame.width_px < kSmallestSide || frame.height_px < kSmallestSide) return std::nullopt;
    return find_zone(frame, font);
}
} // namespace

std::optional<ReadZone> read_mrz(const Frame& frame, std::chrono::year_month_day today)
{
    OcrB font;
    const auto zone = zone_in(frame, font);
    return zone ? accepted(ZoneEvidence{*zone}, today) : std::nullopt;
}

struct MrzWatch::State {
    OcrB font;
    std::optional<ZoneEvidence> evidence;
};

MrzWatch::MrzWatch() : state_{std::make_unique<State>()} {}
MrzWatch::~MrzWatch() = default;
MrzWatch::MrzWatch(MrzWatch&&) noexcept = default;
MrzWatch& MrzWatch::operator=(MrzWatch&&) noexcept = default;

std::optional<ReadZone> MrzWatch::look(const Frame& frame, std::chrono::year_month_day today)
{
    auto& evidence = state_->evidence;
    const auto zone = zone_in(frame, state_->font);
    if (!zone) {
        evidence.reset();
        return std::nullopt;
    }
    if (!evidence || !evidence->add(*zone)) evidence.emplace(*zone);
    auto read = accepted(*evidence, today);
    if (read) evidence.reset();
    return read;
}
} // namespace hardware::optics
