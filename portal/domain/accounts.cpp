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
} // namespace portal::domain
