#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/accounts.hpp"

/// Before an act that changes what protects an account, its owner gives the password again: whoever finds a signed-in
/// browser cannot do it.
namespace portal::domain {
struct RightPassword {
    PasswordHash checked; ///< as it was stored then: `AccountStore::lock_with_password`
};
struct WrongPassword {};
using PasswordAgain = std::variant<RightPassword, WrongPassword, TooMany, Busy>;
/// Counts as a try of the log-in: a stolen session gives nobody more guesses. `network`: address of the visitor.
PasswordAgain check_password_again(const Context& context, const Account& account, std::string_view password,
                                   std::string_view network);
/// The same as a refusal of the act that asked. Empty: the password is right.
template <class Answer>
std::optional<Answer> refused_password(const Context& context, const Account& account, std::string_view password,
                                       std::string_view network)
{
    const auto again = check_password_again(context, account, password, network);
    if (std::holds_alternative<WrongPassword>(again)) return WrongPassword{};
    if (const auto* many = std::get_if<TooMany>(&again)) return *many;
    if (std::holds_alternative<Busy>(again)) return Busy{};
    return std::nullopt;
}
} // namespace portal::domain
