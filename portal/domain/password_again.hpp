#pragma once

#include <memory>
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
/// With the account locked. None: it has another password by now.
std::unique_ptr<Transaction> begin_if_still(const Context& context, AccountId account, const PasswordHash& checked);
/// The transaction of an act behind the password, or the act's refusal. The account is locked, and its password is
/// still the one that was given: one that was changed while it was looked at is a wrong one, so that no act waits
/// somewhere for its owner to be gone.
template <class Answer>
std::variant<std::unique_ptr<Transaction>, Answer> begin_with_password(const Context& context, const Account& account,
                                                                       const PasswordGiven& given)
{
    const auto again = check_password_again(context, account, given);
    if (const auto* many = std::get_if<TooMany>(&again)) return Answer{*many};
    if (std::holds_alternative<Busy>(again)) return Answer{Busy{}};
    if (const auto* right = std::get_if<RightPassword>(&again))
        if (auto transaction = begin_if_still(context, account.id, right->checked)) return transaction;
    return Answer{WrongPassword{}};
}
} // namespace portal::domain
