#pragma once

#include <vector>

#include "portal/domain/audit.hpp"
#include "portal/domain/context.hpp"
#include "portal/domain/page_of.hpp"

/// What owners see of their accounts: who looked at them or changed them.
namespace portal::domain {
/// A page of a long list, newest first.
struct Activity {
    PageOf at;
    std::vector<PlacedEvent> events;
};
/// `page`: a number out of range is the nearest one.
Activity activity_of(const Context& context, AccountId account, std::int64_t page = 1);
} // namespace portal::domain
