#pragma once

#include <map>
#include <memory>
#include <string>

#include "hardware/card/card.hpp"
#include "hardware/card/limits.hpp"

namespace hardware::pcsc {
struct Line;

/// Opens the cards of readers, one after the other in each. A card that fell silent keeps its call inside PC/SC, and a
/// thread with it, until the card leaves; the next opening in that reader waits for this, so that there is never more
/// than one. One thread at a time may call.
class Opener {
public:
    /// The card in `reader`, for us alone until the object goes. Throws `CardRemoved` where there is none,
    /// `ReaderGone` where the reader or the service went, `TimedOut` where the card is mute. Opening (another program
    /// may hold the card) and each command wait ten seconds at most and never beyond the deadline, and end soon after
    /// `limits.stop` says so: then they throw `TimedOut`.
    std::unique_ptr<Card> open(const std::string& reader, card::Limits limits = {});

private:
    std::map<std::string, std::shared_ptr<Line>> lines_; ///< the last of each reader
};
} // namespace hardware::pcsc
