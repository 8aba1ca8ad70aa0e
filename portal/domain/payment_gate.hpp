#pragma once

#include <optional>

#include "portal/domain/accounts.hpp"

/// E-payment is open for a username whose owner the counter has verified, as long as the document of the last visit is
/// valid, and for nobody else.
namespace portal::domain {
/// Why payment is closed to an account: the first reason that holds.
enum class GateClosed { email_unconfirmed, unverified, document_expired, paused, closed };
/// Empty: open. `today` in Sofia; the document's last day still counts.
std::optional<GateClosed> payment_gate(const Account& account, Date today);
} // namespace portal::domain
