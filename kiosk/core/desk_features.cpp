#include <algorithm>

#include "kiosk/core/desk.hpp"
#include "portal/contract/policy.hpp"

/// What eye and hand find on the document itself, where no chip proves it.
namespace kiosk {
std::vector<FeatureLine> Desk::features() const
{
    std::vector<FeatureLine> lines;
    const auto& document = case_.document;
    if (!document || document->evidence.assurance == portal::contract::Assurance::chip_genuine) return lines;
    for (auto& feature : portal::contract::features_of(policy(), document->evidence.kind)) {
        const bool seen = std::ranges::find(case_.features_seen, feature.code) != case_.features_seen.end();
        lines.push_back({std::move(feature), seen});
    }
    return lines;
}

bool Desk::features_left() const
{
    return !std::ranges::all_of(features(), &FeatureLine::seen);
}

/// The clerk has gone through some of them and stopped at another.
bool Desk::features_begun() const
{
    return features_left() && !case_.features_seen.empty();
}

void Desk::see_feature(std::string code, bool seen)
{
    if (hidden_ || step_ != Step::decide || recording_) return;
    last_input_ = parts_.clock.ticks();
    const auto listed = features();
    const auto is_this = [&](const FeatureLine& line) { return line.feature.code == code; };
    std::erase(case_.features_seen, code);
    if (seen && std::ranges::any_of(listed, is_this)) case_.features_seen.push_back(std::move(code));
    refresh();
}
} // namespace kiosk
