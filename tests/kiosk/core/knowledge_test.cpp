#include "kiosk/core/knowledge.hpp"

#include <doctest/doctest.h>

using namespace kiosk;
using namespace std::chrono_literals;
namespace contract = portal::contract;

namespace {
constexpr contract::Instant kMorning{std::chrono::sys_days{2026y / 11 / 22} + 9h};

contract::Policy policy_of(unsigned clerk_key_days)
{
    contract::Policy policy;
    policy.refusal_reasons = {{"document_expired", "Документът е изтекъл", "The document has expired", "", ""}};
    policy.clerk_key_days = clerk_key_days;
    return policy;
}

contract::Changes news(std::uint64_t cursor, const std::optional<contract::Policy>& policy)
{
    contract::Changes changes;
    changes.cursor = cursor;
    changes.server_time = kMorning + cursor * 10min + 9min;
    changes.sealing_key_id = "seal-1";
    changes.sealing_key = contract::Bytes(32, 4);
    changes.portal_key_id = "portal-1";
    changes.portal_key = contract::Bytes(32, 5);
    changes.policy = policy;
    return changes;
}
} // namespace

TEST_CASE(
    "A policy under which no counter could work leaves the one before in force, and all else that is new is known")
{
    const auto known = Knowledge{}.with(news(1, policy_of(3))).with(news(2, policy_of(0)));
    CHECK(known.policy().clerk_key_days == 3);
    CHECK(known.cursor() == 2);
    CHECK(known.complete());
    CHECK(known.with(news(3, policy_of(5))).policy().clerk_key_days == 5);
}

TEST_CASE("Who has no policy yet is told everything again until there is one that works")
{
    const auto known = Knowledge{}.with(news(1, policy_of(0)));
    CHECK(known.cursor() == 0);
    CHECK(known.with(news(2, policy_of(3))).cursor() == 2);
}

TEST_CASE("A policy that was kept and does not work is not taken from the disk either")
{
    const auto known = Knowledge::from_text(contract::to_json(news(7, policy_of(0))));
    CHECK(known.cursor() == 0);
    CHECK(known.complete());
    CHECK(known.policy().refusal_reasons.empty());
}

TEST_CASE("When the portal was last heard is kept to ten minutes")
{
    const auto known = Knowledge{}.with(news(1, policy_of(3))).with(news(9, std::nullopt));
    CHECK(known.as_of() == kMorning + 90min);
    CHECK(Knowledge::from_text(known.text()).as_of() == kMorning + 90min);
}
