#pragma once

#include <variant>

#include "portal/contract/identifiers.hpp"
#include "portal/domain/accounts.hpp"

/// A citizen's claim to an ЕГН or ЛНЧ. It blocks nobody, proves nothing, and never tells whether the number is known.
namespace portal::domain {
/// Why a claim is not taken.
enum class NumberRefusal {
    verified, ///< the counter confirmed another number: number_change.hpp
    closed
};
/// `std::monostate`: done.
using ClaimAnswer = std::variant<std::monostate, contract::NumberFault, NumberRefusal, AccountPaused, TooMany>;
/// So many claims and withdrawals together within the window and no more. Closed while the account is paused: a thief
/// would prepare a visit with it.
ClaimAnswer claim_number(const Context& context, AccountId account, contract::PersonalNumberKind kind,
                         std::string_view text);
/// Takes an unverified claim back. A pause does not close that: a wrong number would stand between its owner and the
/// counter, which takes the right one from the document.
ClaimAnswer withdraw_number(const Context& context, AccountId account);

struct Transaction;
/// Counts one claim or withdrawal; undone with the rest of the act where it is one too many.
std::optional<TooMany> count_number_change(Transaction& transaction, const Context& context, AccountId account);

/// Claimed and confirmed numbers, at most one an account.
struct NumberStore {
    virtual ~NumberStore() = default;
    virtual std::optional<NumberRow> find(AccountId account) = 0;
    virtual void put(AccountId account, const NumberRow& row, Instant now) = 0;
    virtual void remove(AccountId account) = 0;
};

/// Opens a stored number. Throws `Fault` on a wrong key.
contract::PersonalNumber open_number(const PortalKeys& keys, AccountId account, const NumberRow& row);
/// For storing: bound to this account, and with the hash by which it is found.
NumberRow protect_number(const PortalKeys& keys, AccountId account, const contract::PersonalNumber& number);
} // namespace portal::domain
