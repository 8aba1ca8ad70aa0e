#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "portal/domain/accounts.hpp"
#include "portal/domain/codes.hpp"

/// Before an act that changes what protects the account, its owner gives the password again, and a code where a second
/// factor stands: whoever finds a signed-in browser cannot do it, nor who saw the password being typed.
namespace portal::domain {
struct RightPassword {
    PasswordHash checked; ///< as it was stored then: `AccountStore::lock_with_password`
    Caller caller;        ///< for another costly work of this act
};
struct WrongPassword {};
using PasswordAgain = std::variant<RightPassword, WrongPassword, TooMany, Busy>;
/// As typed, and where.
struct OwnerProof {
    std::string password;
    std::string network;   ///< address of the visitor
    std::string browser{}; ///< token of its cookie; empty: it has none
    std::string code{};    ///< of the second factor; blanks are taken out
};
/// Counts as a try of the log-in, and is right only where that would take it: a stolen session gives nobody more
/// guesses, and a neighbour's are not the owner's (known_browsers.hpp).
PasswordAgain check_password_again(const Context& context, const Account& account, const OwnerProof& given);
/// Where a second factor stands, whether its code is given; once the password was right. Commits where it refuses: the
/// try counts. Empty: it is, or none stands.
std::optional<std::variant<WrongCode, TooMany>> refuse_code(Transaction& transaction, const Context& context,
                                                            AccountId account, const OwnerProof& given);
/// With the account locked. None: it has another password by now.
std::unique_ptr<Transaction> begin_if_still(const Context& context, AccountId account, const PasswordHash& checked);
/// The transaction of an owner's act, or the act's refusal. The account is locked, and its password is still the one
/// that was given: one that was changed while it was looked at is a wrong one, so that no act waits somewhere for its
/// owner to be gone. A code is used up with the act: where that is refused for
/// another reason, it stays good.
template <class Answer>
std::variant<std::unique_ptr<Transaction>, Answer> begin_as_owner(const Context& context, const Account& account,
                                                                  const OwnerProof& given)
{
    const auto again = check_password_again(context, account, given);
    if (const auto* many = std::get_if<TooMany>(&again)) return Answer{*many};
    if (std::holds_alternative<Busy>(again)) return Answer{Busy{}};
    const auto* right = std::get_if<RightPassword>(&again);
    auto transaction = right ? begin_if_still(context, account.id, right->checked) : nullptr;
    if (!transaction) return Answer{WrongPassword{}};
    if (const auto refused = refuse_code(*transaction, context, account.id, given))
        return std::visit([](const auto& why) { return Answer{why}; }, *refused);
    return transaction;
}
} // namespace portal::domain
