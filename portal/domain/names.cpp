#include "portal/domain/names.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
std::variant<NamesChanged, AccountPaused, TooMany> change_names(const Context& context, AccountId id,
                                                                const PersonNames& names)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = lock_unpaused(*transaction, id);
    if (!account) return AccountPaused{};
    const bool verified = transaction->verifications().of_account(id).has_value();
    if (names == account->names) {
        if (transaction->name_claims().find(id)) note_own_act(*transaction, "names.claim_withdrawn", id, now);
        transaction->name_claims().remove(id);
        transaction->commit();
        return NamesChanged::at_once;
    }
    if (const auto wait =
            count_try(*transaction, context, "names", std::to_string(id), context.rules.name_changes_per_account, kDay))
        return *wait;
    if (verified)
        transaction->name_claims().put(id, names, now);
    else
        take_names(*transaction, id, names);
    note_own_act(*transaction, verified ? "names.claimed" : "names.changed", id, now);
    transaction->commit();
    return verified ? NamesChanged::waiting : NamesChanged::at_once;
}

void withdraw_names(const Context& context, AccountId account)
{
    const auto transaction = context.database.begin();
    if (!transaction->name_claims().find(account)) return;
    transaction->name_claims().remove(account);
    note_own_act(*transaction, "names.claim_withdrawn", account, context.clock.now());
    transaction->commit();
}

std::optional<PersonNames> waiting_names(const Context& context, AccountId account)
{
    return context.database.read()->name_claims().find(account);
}

PersonNames names_to_compare(Transaction& transaction, const AccountRow& account)
{
    return transaction.name_claims().find(account.id).value_or(account.names);
}

void take_names(Transaction& transaction, AccountId account, const PersonNames& names)
{
    transaction.accounts().set_names(account, names);
    transaction.name_claims().remove(account);
}
} // namespace portal::domain
