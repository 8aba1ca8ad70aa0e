#pragma once

#include <optional>
#include <string>
#include <variant>

namespace hardware::card {
/// What opens the chip. CAN: six digits on the card. MRZ information: see `document::mrz_information`.
struct Can {
    std::string digits;
};
/// Number, birth and expiry with their check digits, from the zone: opens PACE and BAC alike. Source: ICAO 9303-11
/// §4.3.2.
struct MrzKey {
    std::string information;
};
using Secret = std::variant<Can, MrzKey>;

enum class AccessProtocol { pace, bac };
enum class Mapping { generic, integrated, chip_authentication };
enum class Cipher { tdes, aes_128, aes_192, aes_256 };
enum class SecretKind { can, mrz };

/// How the chip was opened. Source: ICAO 9303-11 §4.2.
struct Access {
    AccessProtocol protocol{};
    std::optional<Mapping> mapping; ///< PACE only
    Cipher cipher{};
    std::string parameters; ///< `brainpoolP256r1`; empty for BAC
    SecretKind secret{};
    bool downgraded{}; ///< BAC although the card advertised PACE
};
} // namespace hardware::card
