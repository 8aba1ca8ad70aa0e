#include "portal/contract/policy.hpp"

#include <functional>

#include <doctest/doctest.h>

using namespace portal::contract;

namespace {
Policy workable()
{
    Policy policy;
    policy.refusal_reasons = {{"document_expired", "Документът е изтекъл", "The document has expired", "", ""}};
    return policy;
}
} // namespace

TEST_CASE("a policy with a reason and the usual times has no fault")
{
    CHECK(fault_of(workable()) == "");
}

TEST_CASE("features are told by kind of document, in the policy's order, and a policy without a list has none")
{
    Policy policy = workable();
    CHECK(features_of(policy, "passport").empty());
    policy.security_features = {{"tilt_image", {"identity_card", "passport"}, "Картинка", "Picture"},
                                {"raised_print", {"passport"}, "Релефен печат", "Raised print"},
                                {"number_on_both_sides", {"identity_card"}, "Номер", "Number"}};
    CHECK(fault_of(policy) == "");
    const auto passport = features_of(policy, "passport");
    REQUIRE(passport.size() == 2);
    CHECK(passport[0].code == "tilt_image");
    CHECK(passport[1].code == "raised_print");
    CHECK(features_of(policy, "identity_card").size() == 2);
    CHECK(features_of(policy, "residence_permit").empty());
}

TEST_CASE("a feature that no clerk could tick is a fault that names its code")
{
    const auto fault_with = [](std::vector<SecurityFeature> features) {
        Policy policy = workable();
        policy.security_features = std::move(features);
        return fault_of(policy);
    };
    const SecurityFeature good{"tilt_image", {"passport"}, "Картинка", "Picture"};
    CHECK(fault_with({}) == "");
    CHECK(fault_with({good, good}) == "policy.security_features: tilt_image stands there twice");
    for (const auto& wrong : {SecurityFeature{"", {"passport"}, "Картинка", "Picture"},
                              SecurityFeature{"tilt_image", {}, "Картинка", "Picture"},
                              SecurityFeature{"tilt_image", {"passport"}, "", "Picture"},
                              SecurityFeature{"tilt_image", {"passport"}, "Картинка", ""}})
        CHECK(fault_with({wrong}) == "policy.security_features: a code, its words or its documents are empty");
    CHECK(fault_with({{"tilt_image", {"driving_licence"}, "Картинка", "Picture"}}) ==
          "policy.security_features: tilt_image names a kind of document that is none");
    std::vector<SecurityFeature> many;
    for (int number = 1; number <= 10; ++number)
        many.push_back({"feature_" + std::to_string(number), {"passport"}, "Признак", "Feature"});
    CHECK(fault_with(many) == "policy.security_features: more than 9 of passport");
    many.pop_back();
    CHECK(fault_with(many) == "");
}

TEST_CASE("what would stop every counter is a fault that names its member")
{
    const auto fault_with = [](const std::function<void(Policy&)>& change) {
        Policy policy = workable();
        change(policy);
        return fault_of(policy);
    };
    CHECK(fault_with([](Policy& p) { p.refusal_reasons.clear(); }).starts_with("policy.refusal_reasons:"));
    CHECK(fault_with([](Policy& p) { p.refusal_reasons[0].code.clear(); }).starts_with("policy.refusal_reasons:"));
    CHECK(fault_with([](Policy& p) { p.refusal_reasons[0].english.clear(); }).starts_with("policy.refusal_reasons:"));
    CHECK(fault_with([](Policy& p) { p.refusal_reasons.push_back(p.refusal_reasons[0]); }) ==
          "policy.refusal_reasons: document_expired stands there twice");
    CHECK(fault_with([](Policy& p) { p.clerk_key_days = 0; }).starts_with("policy.clerk_key_days:"));
    CHECK(fault_with([](Policy& p) { p.offline_hours = 0; }).starts_with("policy.offline_hours:"));
    CHECK(fault_with([](Policy& p) { p.hide_after_seconds = 9; }).starts_with("policy.hide_after_seconds:"));
    CHECK(fault_with([](Policy& p) {
              p.clear_after_seconds = p.hide_after_seconds - 1;
          }).starts_with("policy.clear_after_seconds:"));
}
