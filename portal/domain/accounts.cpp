#include "portal/domain/accounts.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
Account account_of(const Context& context, const AccountProfile& profile)
{
    const auto& [row, number, verification, pass_expires, contested, pause] = profile;
    const bool overtaken = contested && verification && *contested <= verification->renewed;
    return {row,
            number ? contract::masked(open_number(context.keys, row.id, *number)) : "",
            verification,
            pass_expires && *pass_expires > context.clock.now(),
            overtaken ? std::nullopt : contested,
            pause};
}

bool is_shut(const AccountRow& account)
{
    return account.closed || account.closes;
}

bool was_shut(const AccountRow& account, Instant at)
{
    return account.closed || (account.closes && account.closing_begun.value_or(at) <= at);
}

std::optional<AccountRow> lock_unpaused(Transaction& transaction, AccountId id)
{
    auto row = transaction.accounts().lock(id);
    if (!row || is_shut(*row) || transaction.pauses().of_account(id)) return std::nullopt;
    return row;
}
} // namespace portal::domain
