#pragma once

#include "portal/contract/wire.hpp"

namespace kiosk {
/// What the kiosk has learnt from the portal's changes, all told: keys of the passes, of sealing and of the portal,
/// policy.
class Knowledge {
public:
    Knowledge() = default;
    /// As `text()` gave it. Throws `portal::contract::Malformed`.
    static Knowledge from_text(std::string_view text);
    std::string text() const; ///< holds secrets: for `KeyVault::protect`

    /// The same with what is new; a key that has come before is replaced. A policy under which no counter could work is
    /// not taken: the one before stays.
    Knowledge with(const portal::contract::Changes& news) const;

    std::uint64_t cursor() const { return changes_.cursor; }
    /// When the portal was last heard, by its own clock; up to ten minutes before.
    portal::contract::Instant as_of() const { return changes_.server_time; }
    /// Enough to make a record: the portal's keys have been seen once.
    bool complete() const { return !changes_.sealing_key.empty() && !changes_.portal_key.empty(); }
    const portal::contract::PassEpochKey* pass_key(std::uint16_t epoch) const; ///< null: not known here
    const portal::contract::KeyId& sealing_key_id() const { return changes_.sealing_key_id; }
    const portal::contract::Bytes& sealing_key() const { return changes_.sealing_key; }
    const portal::contract::Bytes& portal_key() const { return changes_.portal_key; }
    const portal::contract::Policy& policy() const { return policy_; }
    const portal::contract::RefusalReason* reason(std::string_view code) const; ///< null: not in the policy

private:
    portal::contract::Changes changes_;
    portal::contract::Policy policy_;
};
} // namespace kiosk
