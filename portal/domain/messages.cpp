#include "portal/domain/messages.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
Messages messages_of(const Context& context, AccountId account, std::int64_t page)
{
    const auto stores = context.database.read();
    auto& messages = stores->messages();
    const auto at = page_of(messages.count_of_account(account), context.rules.activity_per_page, page);
    return {at, messages.of_account(account, at.from(), at.most)};
}
} // namespace portal::domain
