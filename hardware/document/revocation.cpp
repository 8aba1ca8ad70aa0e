#include "hardware/document/revocation.hpp"

#include <algorithm>

#include "hardware/document/clock_tolerance.hpp"

namespace hardware::document {
bool counts_on(std::chrono::sys_days day, const RevocationList& list)
{
    return !list.has_unknown_critical_extension() && !lies_ahead(list.this_update(), day);
}

std::vector<const Certificate*> authority_and_successors(const Certificate& authority,
                                                         const std::vector<Certificate>& trusted)
{
    std::vector<const Certificate*> keys{&authority};
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const auto& next : trusted) {
            // The country first: a master list holds hundreds, and each signature takes its time.
            if (next.country() != authority.country() || !next.is_authority()) continue;
            const bool known = std::find(keys.begin(), keys.end(), &next) != keys.end();
            if (!known && (next.is_named_as(authority) || next.is_signed_by(*keys[i]))) keys.push_back(&next);
        }
    }
    return keys;
}

bool is_revoked(const MasterList& list, const std::vector<Certificate>& trusted,
                const std::vector<RevocationList>& lists, std::chrono::sys_days day)
{
    const auto& authority = list.voucher();
    return std::ranges::any_of(lists, [&](const RevocationList& revocation) {
        if (revocation.country() != authority.country() || !counts_on(day, revocation)) return false;
        if (!revocation.revokes(list.signer) && !revocation.revokes(authority)) return false;
        const auto speakers = authority_and_successors(authority, trusted);
        return std::ranges::any_of(speakers,
                                   [&](const Certificate* speaker) { return revocation.is_signed_by(*speaker); });
    });
}
} // namespace hardware::document
