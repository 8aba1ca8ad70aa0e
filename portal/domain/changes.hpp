#pragma once

#include <vector>

#include "portal/contract/wire.hpp"
#include "portal/domain/kiosks.hpp"

/// What kiosks must know: pass keys, portal keys, policy, trust files.
namespace portal::domain {
/// `since` 0: everything; a cursor from the future counts as 0.
contract::Changes changes_since(const Context& context, const Kiosk& kiosk, std::uint64_t since);

/// The policy in force: the newest stored one, else `default_policy()`.
contract::Policy current_policy(const Context& context);
struct Stores;
contract::Policy current_policy(Stores& stores);
contract::Policy default_policy();
void put_policy(const Context& context, const contract::Policy& policy);
/// Replaces the whole trust folder of the kiosks.
void put_trust_files(const Context& context, const std::vector<contract::Changes::TrustFile>& files);

struct ChangeStore {
    virtual ~ChangeStore() = default;
    virtual std::uint64_t cursor() = 0;
    struct PolicyRow {
        std::uint64_t changed{};
        std::string json;
    };
    virtual std::optional<PolicyRow> policy() = 0;
    virtual void put_policy(std::string_view json, Instant now) = 0; ///< moves the cursor
    virtual std::uint64_t trust_changed() = 0;                       ///< 0: never
    virtual std::vector<contract::Changes::TrustFile> trust_files() = 0;
    virtual void put_trust_files(const std::vector<contract::Changes::TrustFile>& files, Instant now) = 0;
};
} // namespace portal::domain
