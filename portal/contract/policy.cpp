#include "portal/contract/policy.hpp"

#include <set>

namespace portal::contract {
namespace {
constexpr unsigned kShortestHide = 10; ///< seconds: less, and a clerk who reads finds the screen covered
} // namespace

std::string fault_of(const Policy& policy)
{
    if (policy.refusal_reasons.empty()) return "policy.refusal_reasons: names no reason of refusal";
    std::set<std::string_view> codes;
    for (const auto& reason : policy.refusal_reasons) {
        if (reason.code.empty() || reason.bulgarian.empty() || reason.english.empty())
            return "policy.refusal_reasons: a code or its words are empty";
        if (!codes.insert(reason.code).second) return "policy.refusal_reasons: " + reason.code + " stands there twice";
    }
    if (policy.clerk_key_days == 0) return "policy.clerk_key_days: 0, no clerk could sign in";
    if (policy.offline_hours == 0) return "policy.offline_hours: 0, each lost connection would stop the counter";
    if (policy.hide_after_seconds < kShortestHide)
        return "policy.hide_after_seconds: less than " + std::to_string(kShortestHide);
    if (policy.clear_after_seconds < policy.hide_after_seconds)
        return "policy.clear_after_seconds: less than hide_after_seconds";
    return {};
}
} // namespace portal::contract
