#pragma once

#include <chrono>
#include <vector>

#include "hardware/document/master_list.hpp"

/// Which revocation lists speak of whom. Source: ICAO 9303-12 §7.1.4.
namespace hardware::document {
/// Whether it counts on this day. Others are passed over: one of a time that lies ahead was not made yet, and a partial
/// one could be of other certificates and tells nothing.
bool counts_on(std::chrono::sys_days day, const RevocationList& list);

/// Whose lists count for what `authority` has signed: they are signed with the newest key, also for signers of the keys
/// before it. Link certificates among `trusted` lead from each key to the next; where they are not at hand, the state's
/// own name for its authority does, since a list can only take trust away. The name may change from key to key: the
/// country is what a list is of. Valid as long as both arguments are.
std::vector<const Certificate*> authority_and_successors(const Certificate& authority,
                                                         const std::vector<Certificate>& trusted);

/// Why a master list is refused that `is_revoked`.
inline constexpr auto kRevokedSigner = "its state has revoked the signer of this master list, or the authority over it";

/// Whether one of `lists` that counts on this day, and for the authority over a master list, revokes the signer of that
/// one, or the authority.
bool is_revoked(const MasterList& list, const std::vector<Certificate>& trusted,
                const std::vector<RevocationList>& lists, std::chrono::sys_days day);
} // namespace hardware::document
