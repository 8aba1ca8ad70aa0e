#pragma once

#include <optional>
#include <variant>

#include "portal/domain/accounts.hpp"

/// The names of an account, changed by its owner: at once before the counter verified them. Verified ones stay in
/// force; others are a claim beside them until a visit shows a document with the new names. A pause closes the change:
/// a thief would prepare a visit with it.
namespace portal::domain {
enum class NamesChanged {
    at_once,
    waiting ///< for the counter
};
/// Tidy names without faults. The names that are in force end a claim.
std::variant<NamesChanged, AccountPaused, TooMany> change_names(const Context& context, AccountId account,
                                                                const PersonNames& names);
/// Takes a claim back: a pause does not close that.
void withdraw_names(const Context& context, AccountId account);
/// Names that wait for the counter. Empty: none.
std::optional<PersonNames> waiting_names(const Context& context, AccountId account);

/// Claims to other names, at most one an account.
struct NameClaimStore {
    virtual ~NameClaimStore() = default;
    virtual std::optional<PersonNames> find(AccountId account) = 0;
    virtual void put(AccountId account, const PersonNames& names, Instant now) = 0;
    virtual void remove(AccountId account) = 0;
};

struct Transaction;
/// What a document at the counter is compared with first: the claim, where there is one, else the account's names.
PersonNames names_to_compare(Transaction& transaction, const AccountRow& account);
/// Within an act after which these are the account's names. Ends the claim.
void take_names(Transaction& transaction, AccountId account, const PersonNames& names);
} // namespace portal::domain
