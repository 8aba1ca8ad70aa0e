#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "hardware/card/group.hpp"
#include "hardware/virtual/active_key.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "hardware/virtual/description.hpp"

namespace hardware::virtual_card {
/// The files of a chip by identifier, and the keys behind DG14 and DG15.
struct DocumentFiles {
    std::map<std::uint16_t, Bytes> files;        ///< of the travel document application
    std::map<std::uint16_t, Bytes> master_files; ///< of the master file
    card::KeyPair chip_key;                      ///< of chip authentication
    std::optional<card::KeyPair> mapping_key;    ///< of its mapping; empty: that is the same
    std::optional<ActiveKey> active_key;         ///< of active authentication
    std::string mrz_information;                 ///< what BAC and PACE with the zone ask for

    const card::KeyPair& key_of_mapping() const { return mapping_key ? *mapping_key : chip_key; }
};

/// The cipher of PACE that EF.CardAccess offers: a weaker one than the signed where the card lures the terminal.
card::Cipher offered_cipher(const Description& description);

/// Object identifier of the protocol that the description asks for; the value without tag.
Bytes pace_oid(const Description& description);

/// Makes every file, signs, and puts the faults of the description in.
DocumentFiles make_files(const Description& description, const DemoAuthority& authority);
} // namespace hardware::virtual_card
