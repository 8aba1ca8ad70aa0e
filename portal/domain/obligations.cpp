#include "portal/domain/obligations.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
std::variant<std::vector<Obligation>, GateClosed> list_obligations(const Context& context, AccountId id)
{
    const auto account = find_account(context, id);
    if (!account) return GateClosed::closed;
    if (const auto closed = payment_gate(*account)) return *closed;
    const auto transaction = context.database.begin();
    const auto verification = transaction->verifications().of_account(id);
    if (!verification) return GateClosed::unverified;
    return transaction->obligations().of_person(verification->person);
}
} // namespace portal::domain
