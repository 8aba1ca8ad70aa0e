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

std::vector<ZoneCells> zones_in(const Frame& frame, OcrB& font)
{
    demand_whole(frame);
    if (frame.width_px < kSmallestSide || frame.height_px < kSmallestSide) return {};
    return find_zones(frame, font);
}

/// Whether another place than the best one says something else; other print may look like a zone and says nothing.
bool show_several(const std::vector<ZoneCells>& zones, std::chrono::year_month_day today)
{
    if (zones.size() < 2) return false;
    const auto other = accepted(ZoneEvidence{zones[1]}, today);
    if (!other) return false;
    const auto best = accepted(ZoneEvidence{zones[0]}, today);
    return !best || best->lines != other->lines;
}
} // namespace

ZoneSight look_for_mrz(const Frame& frame, std::chrono::year_month_day today)
{
    OcrB font;
    const auto zones = zones_in(frame, font);
    if (zones.empty()) return {};
    if (show_several(zones, today)) return {std::nullopt, true};
    return {accepted(ZoneEvidence{zones[0]}, today), false};
}

std::optional<ReadZone> read_mrz(const Frame& frame, std::chrono::year_month_day today)
{
    return look_for_mrz(frame, today).zone;
}

struct MrzWatch::State {
    OcrB font;
    std::optional<ZoneEvidence> evidence;
    bool several{};
};

MrzWatch::MrzWatch() : state_{std::make_unique<State>()} {}
MrzWatch::~MrzWatch() = default;
MrzWatch::MrzWatch(MrzWatch&&) noexcept = default;
MrzWatch& MrzWatch::operator=(MrzWatch&&) noexcept = default;

std::optional<ReadZone> MrzWatch::look(const Frame& frame, std::chrono::year_month_day today)
{
    auto& evidence = state_->evidence;
    const auto zones = zones_in(frame, state_->font);
    state_->several = show_several(zones, today);
    if (zones.empty() || state_->several) {
        evidence.reset();
        return std::nullopt;
    }
    if (!evidence || !evidence->add(zones[0])) evidence.emplace(zones[0]);
    auto read = accepted(*evidence, today);
    if (read) evidence.reset();
    return read;
}

bool MrzWatch::sees_several() const
{
    return state_->several;
}
} // namespace hardware::optics
