#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "portal/domain/context.hpp"

/// What the operator does with citizens' accounts, by `gishectl`. Each act is in the audit log.
namespace portal::domain {
/// Ends all sessions of an account, and sign-ins that wait for a code; how many sessions. Empty: no open account has
/// this username.
std::optional<std::size_t> sign_out(const Context& context, std::string_view username);
/// The same of all accounts.
std::size_t sign_out_everybody(const Context& context);

enum class ResetStart { sent, unknown_account, unconfirmed };
/// For an owner who cannot ask for it: the letter with a link to a new password leaves to the account's confirmed
/// address. Neither the link nor the password becomes known to the operator. Every rule of `reset_password` holds.
/// Each call sends one more letter, since no limit holds the operator.
ResetStart start_reset(const Context& context, std::string_view username);

enum class LostFactorAnswer { removed, unknown_account, no_second_factor };
/// Of an owner who lost app and recovery codes and came to the counter: the password alone is enough again. The account
/// is paused until the counter has verified its owner, a letter tells of it, and `reason` stands in the audit log.
LostFactorAnswer remove_lost_second_factor(const Context& context, std::string_view username, std::string_view reason);
} // namespace portal::domain
