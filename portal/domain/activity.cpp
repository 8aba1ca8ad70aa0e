#include "portal/domain/activity.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
Activity activity_of(const Context& context, AccountId account, std::int64_t page)
{
    const auto stores = context.database.read();
    auto& audit = stores->audit();
    const auto at = page_of(audit.count_of_account(account), context.rules.activity_per_page, page);
    return {at, audit.page_of_account(account, at.from(), at.most)};
}
} // namespace portal::domain
