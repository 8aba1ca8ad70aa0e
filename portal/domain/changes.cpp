#include "portal/domain/changes.hpp"

#include <algorithm>
#include <map>

#include "config/log.hpp"
#include "portal/contract/policy.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// A policy that is in force, and since which change.
struct InForce {
    std::uint64_t changed{};
    contract::Policy policy;
};

/// Why a stored policy is not served; empty: it is, in `policy`.
std::string fault_of_stored(std::string_view json, contract::Policy& policy)
{
    try {
        policy = contract::from_json<contract::Policy>(json);
        return contract::fault_of(policy);
    } catch (const contract::Malformed& error) {
        return error.what();
    }
}

/// The newest stored policy under which counters can work. An operator puts no other; one may have come by another
/// road, or from a release that read it otherwise.
InForce in_force(ChangeStore& changes)
{
    auto row = changes.policy_before(ChangeStore::kNewest);
    while (row) {
        InForce found{row->changed, {}};
        const auto fault = fault_of_stored(row->json, found.policy);
        if (fault.empty()) return found;
        config::log::error("policy.unusable", {{"changed", static_cast<long long>(row->changed)}, {"error", fault}});
        row = changes.policy_before(row->changed);
    }
    return {0, default_policy()};
}

/// As a kiosk that reads policies up to this version is told it.
contract::Policy told_in(unsigned version, contract::Policy policy)
{
    if (version < contract::kPolicyVersion)
        policy.security_features.reset();
    else if (!policy.security_features) // put before there were any: the kiosk need not ask again
        policy.security_features.emplace();
    return policy;
}

void forget_named(std::vector<std::string>& codes, const contract::Policy& policy)
{
    if (!policy.security_features) return;
    for (const auto& feature : *policy.security_features)
        std::erase(codes, feature.code);
}
/// Hashes by name.
std::map<std::string, std::string> marks_of(const TrustFiles& files)
{
    std::map<std::string, std::string> marks;
    for (const auto& file : files)
        marks[file.name] = contract::to_hex(contract::sha256(file.content));
    return marks;
}

/// As `de.ml 5a1f…, fr.crl 77c0…`: those of `some` that are not among `others`, the first of very many.
std::string marks_without(const std::map<std::string, std::string>& some,
                          const std::map<std::string, std::string>& others)
{
    constexpr std::size_t kMostNamed = 100;
    std::string told;
    std::size_t count = 0;
    for (const auto& [name, hash] : some) {
        const auto other = others.find(name);
        if ((other != others.end() && other->second == hash) || ++count > kMostNamed) continue;
        if (!told.empty()) told += ", ";
        told.append(name).append(" ").append(hash);
    }
    return count > kMostNamed ? told + " and " + std::to_string(count - kMostNamed) + " more" : told;
}

/// What went and what came, renewed ones in both, and a hash that binds all that stands now: of the lines that
/// `sha256sum` prints for the files in the order of their names.
AuditEvent change_of_trust(const TrustFiles& before, const TrustFiles& after, Instant now)
{
    const auto went = marks_of(before);
    const auto came = marks_of(after);
    std::string lines;
    for (const auto& [name, hash] : came)
        lines.append(hash).append("  ").append(name).append("\n");
    return {"trust.changed",
            now,
            ActorKind::operator_,
            {},
            {},
            {},
            {},
            {{"files", std::to_string(after.size())},
             {"came", marks_without(came, went)},
             {"went", marks_without(went, came)},
             {"sha256_of_list", contract::to_hex(contract::sha256(contract::bytes_of(lines)))}}};
}
} // namespace

contract::Changes changes_since(const Context& context, const Kiosk& kiosk, std::uint64_t since,
                                unsigned policy_version)
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
    if (auto policy = in_force(transaction->changes()); since == 0 || policy.changed > since)
        changes.policy = told_in(policy_version, std::move(policy.policy));
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
    return in_force(stores.changes()).policy;
}

bool names_features(Stores& stores, const std::vector<std::string>& codes)
{
    auto unknown = codes;
    forget_named(unknown, default_policy());
    auto row = stores.changes().policy_before(ChangeStore::kNewest);
    for (; row && !unknown.empty(); row = stores.changes().policy_before(row->changed)) {
        contract::Policy policy;
        if (fault_of_stored(row->json, policy).empty()) forget_named(unknown, policy);
    }
    return unknown.empty();
}

void put_policy(const Context& context, const contract::Policy& policy)
{
    if (const auto fault = contract::fault_of(policy); !fault.empty()) throw contract::Malformed{fault};
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    transaction->changes().put_policy(contract::to_json(policy), now);
    transaction->audit().add(
        {"policy.changed", now, ActorKind::operator_, {}, {}, {}, {}, {{"version", policy.version}}});
    transaction->commit();
}

void change_trust_files(const Context& context, const std::function<TrustFiles(TrustFiles)>& change)
{
    const auto transaction = context.database.begin();
    auto& changes = transaction->changes();
    changes.lock_trust();
    const auto before = changes.trust_files();
    const auto files = change(before);
    if (const auto fault = contract::fault_of(files); !fault.empty()) throw contract::Malformed{fault};
    const auto now = context.clock.now();
    changes.put_trust_files(files, now);
    transaction->audit().add(change_of_trust(before, files, now));
    transaction->commit();
}
} // namespace portal::domain
