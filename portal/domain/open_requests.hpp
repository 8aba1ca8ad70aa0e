#pragma once

#include "portal/domain/context.hpp"

/// What somebody began in an account and did not finish.
namespace portal::domain {
struct Transaction;

/// Links to another password or address, a code on its way to a telephone, and wrong second factors that were counted:
/// none of it goes on where the account is taken back, by another password or by an alarm.
void end_open_requests(Transaction& transaction, const Context& context, AccountId account);
} // namespace portal::domain
