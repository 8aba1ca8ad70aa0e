#include "kiosk/core/knowledge.hpp"

#include <algorithm>

#include "portal/contract/policy.hpp"

namespace kiosk {
namespace {
/// A pass lives a week and its key is made weekly: older ones open nothing any more.
constexpr std::size_t kPassKeysKept = 12;
/// So exactly it is kept when the portal was last heard: what is known is not written anew at each exchange.
using HeardStep = std::chrono::duration<std::int64_t, std::ratio<600>>;
} // namespace

namespace contract = portal::contract;

Knowledge Knowledge::from_text(std::string_view text)
{
    return Knowledge{}.with(contract::from_json<contract::Changes>(text));
}

std::string Knowledge::text() const
{
    return contract::to_json(changes_);
}

Knowledge Knowledge::with(const contract::Changes& news) const
{
    Knowledge result = *this;
    contract::Changes& all = result.changes_;
    const bool good = news.policy && contract::fault_of(*news.policy).empty();
    if (!news.policy || good || all.policy) all.cursor = news.cursor; // else it is told again until there is a policy
    all.server_time = std::chrono::floor<HeardStep>(news.server_time);
    for (const auto& key : news.pass_keys) {
        std::erase_if(all.pass_keys, [&](const auto& old) { return old.number == key.number; });
        all.pass_keys.push_back(key);
    }
    if (all.pass_keys.size() > kPassKeysKept)
        all.pass_keys.erase(all.pass_keys.begin(), all.pass_keys.end() - kPassKeysKept);
    if (!news.sealing_key.empty()) {
        all.sealing_key_id = news.sealing_key_id;
        all.sealing_key = news.sealing_key;
    }
    if (!news.portal_key.empty()) {
        all.portal_key_id = news.portal_key_id;
        all.portal_key = news.portal_key;
    }
    if (good) {
        all.policy = news.policy;
        result.policy_ = *news.policy;
    }
    return result;
}

const contract::PassEpochKey* Knowledge::pass_key(std::uint16_t epoch) const
{
    const auto& keys = changes_.pass_keys;
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return key.number == epoch; });
    return found == keys.end() ? nullptr : &*found;
}

const contract::RefusalReason* Knowledge::reason(std::string_view code) const
{
    const auto& reasons = policy_.refusal_reasons;
    const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const auto& one) { return one.code == code; });
    return found == reasons.end() ? nullptr : &*found;
}
} // namespace kiosk
