#pragma once

#include <cstdint>
#include <map>

#include "hardware/card/curve.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "hardware/virtual/description.hpp"

namespace hardware::virtual_card {
/// The files of a chip by identifier, and the key behind DG14.
struct DocumentFiles {
    std::map<std::uint16_t, Bytes> files;
    card::KeyPair chip_key;
    std::string mrz_information; ///< what BAC and PACE with the zone ask for
};

/// Object identifiers of the protocols that the description asks for; values without tag.
Bytes pace_oid(card::Cipher cipher);
Bytes chip_authentication_oid(card::Cipher cipher);

/// Makes every file, signs, and puts the faults of the description in.
DocumentFiles make_files(const Description& description, const DemoAuthority& authority);
} // namespace hardware::virtual_card
