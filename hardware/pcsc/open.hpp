#pragma once

#include <memory>
#include <string>

#include "hardware/card/card.hpp"

namespace hardware::pcsc {
/// The card in `reader`, for us alone until the object goes. Throws `CardRemoved` where there is none, `ReaderGone`
/// where the reader or the service went. A command that stays without answer for ten seconds throws `TimedOut`.
std::unique_ptr<Card> open(const std::string& reader);
} // namespace hardware::pcsc
