#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "hardware/document/reading.hpp"

namespace hardware::tools {
/// What opens the chip, as a technician gives it on the command line.
struct Opening {
    document::Secret secret;
    std::optional<document::Mrz> printed; ///< the zone, where it was given whole
};

/// What opens the chip, or a sentence on what is wrong with the words: a wrong one would cost a try on the card.
using OpeningOrFault = std::variant<Opening, std::string>;

/// The six digits of `--can`.
OpeningOrFault can_words(const std::string& text);

/// The zone of `--mrz`, in capitals or not, its lines parted by blanks, line ends or nothing; or just number, birth and
/// expiry, each with its check digit. Years are read against `today`. Source of the latter: ICAO 9303-11 §4.3.2.
OpeningOrFault mrz_words(std::string_view text, std::chrono::year_month_day today);
} // namespace hardware::tools
