#include "portal/domain/payment_gate.hpp"

namespace portal::domain {
std::optional<GateClosed> payment_gate(const Account& account, Date today)
{
    if (is_shut(account)) return GateClosed::closed;
    if (account.pause) return GateClosed::paused;
    if (!account.email_confirmed) return GateClosed::email_unconfirmed;
    if (!account.verification) return GateClosed::unverified;
    const auto& expiry = account.verification->document_expiry;
    if (expiry && *expiry < today) return GateClosed::document_expired;
    return std::nullopt;
}
} // namespace portal::domain
