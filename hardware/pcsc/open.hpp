#pragma once

#include <memory>
#include <string>

#include "hardware/card/card.hpp"
#include "hardware/card/limits.hpp"

namespace hardware::pcsc {
/// The card in `reader`, for us alone until the object goes. Throws `CardRemoved` where there is none, `ReaderGone`
/// where the reader or the service went, `TimedOut` where the card is mute. Opening (another program may hold the card)
/// and each command wait ten seconds at most and never beyond the deadline, and end soon after `limits.stop` says so:
/// then they throw `TimedOut`.
std::unique_ptr<Card> open(const std::string& reader, card::Limits limits = {});
} // namespace hardware::pcsc
