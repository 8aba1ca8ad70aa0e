#include "portal/contract/policy.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace portal::contract {
namespace {
constexpr unsigned kShortestHide = 10; ///< seconds: less, and a clerk who reads finds the screen covered
constexpr std::array<std::string_view, 3> kKinds{"identity_card", "passport", "residence_permit"};

std::string fault_of(const std::vector<SecurityFeature>& features)
{
    std::set<std::string_view> codes;
    std::multiset<std::string_view> kinds;
    for (const auto& feature : features) {
        if (feature.code.empty() || feature.bulgarian.empty() || feature.english.empty() || feature.documents.empty())
            return "policy.security_features: a code, its words or its documents are empty";
        if (!codes.insert(feature.code).second)
            return "policy.security_features: " + feature.code + " stands there twice";
        for (const auto& kind : feature.documents)
            if (std::ranges::find(kKinds, kind) == kKinds.end())
                return "policy.security_features: " + feature.code + " names a kind of document that is none";
        kinds.insert(feature.documents.begin(), feature.documents.end());
    }
    for (const auto kind : kKinds)
        if (kinds.count(kind) > kMostFeaturesOfKind)
            return "policy.security_features: more than " + std::to_string(kMostFeaturesOfKind) + " of " +
                   std::string{kind};
    return {};
}
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
    if (policy.security_features)
        if (auto fault = fault_of(*policy.security_features); !fault.empty()) return fault;
    if (policy.clerk_key_days == 0) return "policy.clerk_key_days: 0, no clerk could sign in";
    if (policy.offline_hours == 0) return "policy.offline_hours: 0, each lost connection would stop the counter";
    if (policy.hide_after_seconds < kShortestHide)
        return "policy.hide_after_seconds: less than " + std::to_string(kShortestHide);
    if (policy.clear_after_seconds < policy.hide_after_seconds)
        return "policy.clear_after_seconds: less than hide_after_seconds";
    return {};
}

std::vector<SecurityFeature> features_of(const Policy& policy, std::string_view document_kind)
{
    std::vector<SecurityFeature> features;
    if (!policy.security_features) return features;
    std::ranges::copy_if(*policy.security_features, std::back_inserter(features), [&](const SecurityFeature& one) {
        return std::ranges::find(one.documents, document_kind) != one.documents.end();
    });
    return features;
}
} // namespace portal::contract
