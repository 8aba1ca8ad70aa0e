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
