#pragma once

#include <optional>

#include "portal/domain/accounts.hpp"

/// E-payment is open for a username whose owner the counter has verified, and for nobody else.
namespace portal::domain {
enum class GateClosed { email_unconfirmed, unverified, paused, closed };
/// Empty: open.
std::optional<GateClosed> payment_gate(const Account& account);
} // namespace portal::domain
