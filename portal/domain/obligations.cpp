#include "portal/domain/obligations.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
std::variant<std::vector<Obligation>, GateClosed> list_obligations(const Context& context, const Account& account)
{
    if (const auto closed = payment_gate(account, sofia_day(context.clock.now()))) return *closed;
    return context.database.read()->obligations().of_person(account.verification->person);
}
} // namespace portal::domain
