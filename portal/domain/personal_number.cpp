#include "portal/domain/personal_number.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// Bound to the account: the ciphertext of one account does not open in another's row.
std::string purpose_of(AccountId account)
{
    return "personal-number-" + std::to_string(account);
}
} // namespace

contract::PersonalNumber open_number(const PortalKeys& keys, AccountId account, const NumberRow& row)
{
    return {row.kind, unseal(keys, purpose_of(account), row.number)};
}

NumberRow protect_number(const PortalKeys& keys, AccountId account, const contract::PersonalNumber& number)
{
    return {number.kind, seal(keys.data, purpose_of(account), number.digits), hash_of_number(keys.lookup, number)};
}

ClaimAnswer claim_number(const Context& context, AccountId id, contract::PersonalNumberKind kind, std::string_view text)
{
    const auto parsed = contract::parse_personal_number(kind, text);
    if (const auto* fault = std::get_if<contract::NumberFault>(&parsed)) return *fault;
    const auto row = protect_number(context.keys, id, std::get<contract::PersonalNumber>(parsed));

    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock(id);
    if (!account || is_shut(*account)) return NumberRefusal::closed;
    if (transaction->pauses().of_account(id)) return AccountPaused{};
    const auto verification = transaction->verifications().of_account(id);
    if (verification && verification->person != row.hash) return NumberRefusal::verified;
    if (const auto wait = count_number_change(*transaction, context, id)) return *wait;
    transaction->numbers().put(id, row, now);
    note_own_act(*transaction, "number.claimed", id, now);
    transaction->commit();
    return {};
}

ClaimAnswer withdraw_number(const Context& context, AccountId id)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock(id);
    if (!account || is_shut(*account)) return NumberRefusal::closed;
    if (transaction->verifications().of_account(id)) return NumberRefusal::verified;
    if (const auto wait = count_number_change(*transaction, context, id)) return *wait;
    transaction->numbers().remove(id);
    note_own_act(*transaction, "number.withdrawn", id, now);
    transaction->commit();
    return {};
}

std::optional<TooMany> count_number_change(Transaction& transaction, const Context& context, AccountId account)
{
    return count_try(transaction, context, "number", std::to_string(account), context.rules.number_changes_per_account,
                     kDay);
}
} // namespace portal::domain
