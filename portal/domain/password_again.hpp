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
    Caller caller;        ///< for another costly work of this act
};
struct WrongPassword {};
using PasswordAgain = std::variant<RightPassword, WrongPassword, TooMany, Busy>;
/// As typed, and where.
struct PasswordGiven {
    std::string_view password;
    std::string_view network;   ///< address of the visitor
    std::string_view browser{}; ///< token of its cookie; empty: it has none
};
/// Counts as a try of the log-in, and is right only where that would take it: a stolen session gives nobody more
/// guesses, and a neighbour's are not the owner's (known_browsers.hpp).
PasswordAgain check_password_again(const Context& context, const Account& account, const PasswordGiven& given);
/// The same as a refusal of the act that asked. Empty: the password is right.
template <class Answer>
std::optional<Answer> refused_password(const Context& context, const Account& account, const PasswordGiven& given)
{
    const auto again = check_password_again(context, account, given);
    if (std::holds_alternative<WrongPassword>(again)) return WrongPassword{};
    if (const auto* many = std::get_if<TooMany>(&again)) return *many;
    if (std::holds_alternative<Busy>(again)) return Busy{};
    return std::nullopt;
}
} // namespace portal::domain
