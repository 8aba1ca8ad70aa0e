#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/screen.hpp"
#include "portal/contract/comparison.hpp"
#include "portal/contract/record.hpp"

namespace kiosk {
/// The citizen's document, whichever road it came by.
struct ReadDocument {
    portal::contract::DocumentEvidence evidence;
    portal::contract::DocumentFacts facts;
    std::vector<CheckLine> checks;
    std::shared_ptr<const hardware::document::Portrait> portrait; ///< wiped when the last holder lets go
    bool foreigner{};                                             ///< the bearer is of another state
    bool forged{};                                                ///< a check failed that an honest document passes
};

/// To compare a personal number without knowing the account's: see `pass_number_hash`.
struct NumberHash {
    portal::contract::Bytes hash;
    portal::contract::PassId salt{};
    std::uint16_t epoch{};
};

/// One citizen at the counter. Nothing of it outlives the case but the sealed record.
struct Case {
    std::string entered; ///< what named the account, for the screen
    std::optional<AccountSummary> account;
    std::optional<portal::contract::PassId> pass;
    portal::contract::AccountClaim claim;
    std::optional<NumberHash> number_hash;
    bool offline{}; ///< the account was found without the portal
    bool citizen_confirmed{};
    std::optional<ReadDocument> document;
    bool forgery_shown{}; ///< by some document of this case: another one cannot mend that
    portal::contract::Comparison comparison;
    bool names_adopted{};
    std::vector<std::string> features_seen; ///< codes: what the clerk has ticked on this document

    Case() = default;
    Case(Case&&) = default;
    Case& operator=(Case&&) = default;
    ~Case();

    /// Overwrites whatever is personal, then starts anew.
    void wipe();
    /// The same for the account alone: the citizen named another one.
    void wipe_account();
    void drop_document(); ///< what it showed stays true
};

/// Overwrites a text in memory before it is let go.
void wipe_text(std::string& text);
} // namespace kiosk
