#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "hardware/card/channel.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/card/security_info.hpp"
#include "hardware/document/card_security.hpp"
#include "hardware/document/passive_authentication.hpp"

/// Is it the original chip, or a copy of its files? Two of the ways to tell; chip authentication, the third, changes
/// the session and runs with the reading. Source: ICAO 9303-11 §4.4.3.3.3, §6.1.
namespace hardware::document {
/// What the mapping of each session proves; empty for a session without. One that another chip opened would bring the
/// files of a copy between those of an original.
using MappingProofs = std::vector<std::optional<card::MappingProof>>;

/// Whether every session was mapped with a static key that stands among `infos`.
bool are_made_with_keys_of(const MappingProofs& proofs, const std::vector<card::SecurityInfo>& infos);

/// The same with the keys of EF.CardSecurity, which must be signed for this document; empty where the chip has no such
/// file.
Check check_mapping(const MappingProofs& proofs, const std::optional<CardSecurity>& card_security,
                    const TrustStore& trust, const SignedFor& document);

/// Has the chip sign what nobody could foresee, with the key of DG15. `infos` of DG14 tell the hash over elliptic
/// curves. `reopen` brings back a session that a refused length cost. Throws what the channel throws.
Check authenticate_actively(card::Channel& channel, ByteView dg15, const std::vector<card::SecurityInfo>& infos,
                            const std::function<void()>& reopen);
} // namespace hardware::document
