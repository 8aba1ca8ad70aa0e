#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "portal/contract/wire.hpp"
#include "portal/domain/kiosks.hpp"

/// What kiosks must know: pass keys, portal keys, policy, trust files.
namespace portal::domain {
/// `since` 0: everything; a cursor from the future counts as 0. `policy_version`: the newest that the kiosk reads.
contract::Changes changes_since(const Context& context, const Kiosk& kiosk, std::uint64_t since,
                                unsigned policy_version = contract::kPolicyVersion);

/// The policy in force: the newest stored one under which a counter could work, else `default_policy()`. What is passed
/// over is in the log.
contract::Policy current_policy(const Context& context);
struct Stores;
contract::Policy current_policy(Stores& stores);
/// What holds until an operator puts another.
contract::Policy default_policy();
/// Whether a policy that was ever in force, also an earlier one, names each of these security features.
bool names_features(Stores& stores, const std::vector<std::string>& codes);
/// The policy in force from now on; kiosks get it with their next sync. Throws `contract::Malformed` where no counter
/// could work under it.
void put_policy(const Context& context, const contract::Policy& policy);
using TrustFiles = std::vector<contract::Changes::TrustFile>;
/// Replaces the whole trust folder of the kiosks by what `change` makes of it. Who else changes it waits meanwhile, so
/// that no change is lost; where `change` throws, nothing happens. Throws `contract::Malformed` on files that kiosks
/// do not take.
void change_trust_files(const Context& context, const std::function<TrustFiles(TrustFiles)>& change);

/// What kiosks are told. The cursor rises with every change; what changed after a kiosk's cursor is new to it.
struct ChangeStore {
    virtual ~ChangeStore() = default;
    /// Of the newest change.
    virtual std::uint64_t cursor() = 0;
    /// The policy as JSON, and the cursor of its change.
    struct PolicyRow {
        std::uint64_t changed{};
        std::string json;
    };
    static constexpr std::uint64_t kNewest = INT64_MAX;
    /// The newest that was put before this cursor; empty: none was.
    virtual std::optional<PolicyRow> policy_before(std::uint64_t changed) = 0;
    virtual void put_policy(std::string_view json, Instant now) = 0; ///< moves the cursor
    virtual std::uint64_t trust_changed() = 0;                       ///< 0: never
    virtual void lock_trust() = 0; ///< whoever else calls it waits for the end of the transaction
    virtual TrustFiles trust_files() = 0;
    /// Replaces all of them and moves the cursor.
    virtual void put_trust_files(const TrustFiles& files, Instant now) = 0;
};
} // namespace portal::domain
