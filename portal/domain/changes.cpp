#include "portal/domain/changes.hpp"

#include <set>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
contract::Policy policy_of(const std::optional<ChangeStore::PolicyRow>& row)
{
    return row ? contract::from_json<contract::Policy>(row->json) : default_policy();
}

constexpr unsigned kShortestHide = 10; ///< seconds: less, and a clerk who reads finds the screen covered

/// Asked of what an operator puts, not of every policy that is read: one that was put before still reaches the kiosks.
void require_workable(const contract::Policy& policy)
{
    if (policy.refusal_reasons.empty()) throw contract::Malformed{"policy.refusal_reasons: names no reason of refusal"};
    std::set<std::string_view> codes;
    for (const auto& reason : policy.refusal_reasons) {
        if (reason.code.empty() || reason.bulgarian.empty() || reason.english.empty())
            throw contract::Malformed{"policy.refusal_reasons: a code or its words are empty"};
        if (!codes.insert(reason.code).second)
            throw contract::Malformed{"policy.refusal_reasons: " + reason.code + " stands there twice"};
    }
    if (policy.clerk_key_days == 0) throw contract::Malformed{"policy.clerk_key_days: 0, no clerk could sign in"};
    if (policy.hide_after_seconds < kShortestHide)
        throw contract::Malformed{"policy.hide_after_seconds: less than " + std::to_string(kShortestHide)};
    if (policy.clear_after_seconds < policy.hide_after_seconds)
        throw contract::Malformed{"policy.clear_after_seconds: less than hide_after_seconds"};
}
} // namespace

contract::Changes changes_since(const Context& context, const Kiosk& kiosk, std::uint64_t since)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    contract::Changes changes;
    changes.cursor = transaction->changes().cursor();
    if (since > changes.cursor) since = 0;
    changes.server_time = now;
    const auto week = epoch_of(now);
    // Last week's passes are still good, and a kiosk that is off line at the turn of the week needs the next key.
    for (int number = week - 1; number <= week + 1; ++number)
        for (auto& key : epoch_keys(*transaction, context.keys, static_cast<std::uint16_t>(number), now))
            changes.pass_keys.push_back(std::move(key));
    changes.sealing_key_id = context.keys.sealing_id;
    changes.sealing_key = context.keys.sealing.open;
    changes.portal_key_id = context.keys.portal_id;
    changes.portal_key = context.keys.portal.open;
    const auto policy = transaction->changes().policy();
    if (since == 0 || (policy && policy->changed > since)) changes.policy = policy_of(policy);
    if (const auto changed = transaction->changes().trust_changed(); changed > since) // never put: the kiosk's own stay
        changes.trust_files = transaction->changes().trust_files();
    changes.next_number = transaction->kiosks().chain(kiosk.number).next_number;
    transaction->commit();
    return changes;
}

contract::Policy current_policy(const Context& context)
{
    return current_policy(*context.database.read());
}

contract::Policy current_policy(Stores& stores)
{
    return policy_of(stores.changes().policy());
}

void put_policy(const Context& context, const contract::Policy& policy)
{
    require_workable(policy);
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    transaction->changes().put_policy(contract::to_json(policy), now);
    transaction->audit().add(
        {"policy.changed", now, ActorKind::operator_, {}, {}, {}, {}, {{"version", policy.version}}});
    transaction->commit();
}

void put_trust_files(const Context& context, const std::vector<contract::Changes::TrustFile>& files)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    transaction->changes().put_trust_files(files, now);
    transaction->audit().add(
        {"trust.changed", now, ActorKind::operator_, {}, {}, {}, {}, {{"files", std::to_string(files.size())}}});
    transaction->commit();
}
} // namespace portal::domain
