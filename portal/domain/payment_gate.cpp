#include "portal/domain/payment_gate.hpp"

namespace portal::domain {
std::optional<GateClosed> payment_gate(const Account& account)
{
    if (account.closed) return GateClosed::closed;
    if (account.paused) return GateClosed::paused;
    if (!account.email_confirmed) return GateClosed::email_unconfirmed;
    if (!account.verification) return GateClosed::unverified;
    return std::nullopt;
}
} // namespace portal::domain
