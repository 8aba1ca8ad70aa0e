#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/accounts.hpp"

/// Before an act that changes what protects an account, its owner gives the password again: whoever finds a signed-in
/// browser cannot do it.
namespace portal::domain {
struct RightPassword {};
struct WrongPassword {};
using PasswordAgain = std::variant<RightPassword, WrongPassword, TooMany, Busy>;
/// Counts as a try of the log-in: a stolen session gives nobody more guesses. `network`: address of the visitor.
PasswordAgain check_password_again(const Context& context, const Account& account, std::string_view password,
                                   std::string_view network);
} // namespace portal::domain
