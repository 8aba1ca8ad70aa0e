#pragma once

#include <string>
#include <variant>

#include "portal/domain/owner_proof.hpp"
#include "portal/domain/password_rules.hpp"

/// "Password change" by an owner who knows the password. A pause does not close it: whoever sets a password must know
/// the present one, and gains nothing by another; but an owner who raised the alarm has to shut the thief out. No code
/// of the second factor is asked either: who knows the password can use up the day's tries at codes, and the owner has
/// to take the password away from them.
namespace portal::domain {
/// The form, as typed.
struct PasswordChange {
    std::string current;
    std::string fresh;
    std::string session_token; ///< of this visit: the only session that goes on
    std::string network;       ///< address of the visitor
    std::string browser{};     ///< token of its cookie: the only one that stays known
};
/// A letter tells it; links that would set another password are good no more.
struct PasswordChanged {};
struct SamePassword {};
using PasswordChangeAnswer = std::variant<PasswordChanged, WrongPassword, SamePassword, PasswordFault, TooMany, Busy>;
PasswordChangeAnswer change_password(const Context& context, const Account& account, const PasswordChange& form);
} // namespace portal::domain
