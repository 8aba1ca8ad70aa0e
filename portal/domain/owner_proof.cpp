#include "portal/domain/owner_proof.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/password_tries.hpp"
#include "portal/domain/second_factor.hpp"

namespace portal::domain {
PasswordAgain check_password_again(const Context& context, const Account& account, const OwnerProof& given)
{
    PasswordPlace place;
    std::optional<PasswordTries> tries;
    std::optional<AccountCredentials> credentials;
    Caller caller;
    {
        const auto transaction = context.database.begin();
        place = password_place(*transaction, account.id, given.browser);
        tries.emplace(context, "login", account.username, given.network, place.browser);
        const auto wait = tries->begin(*transaction);
        caller = tries->caller(*transaction, Caller::Rank::citizen);
        credentials = transaction->accounts().credentials(account.username);
        transaction->commit();
        if (wait) return *wait;
    }
    const auto stored = credentials ? std::optional{credentials->password} : std::nullopt;
    const auto verdict = context.passwords.verify(given.password, stored, caller);
    const auto transaction = context.database.begin();
    PasswordAgain answer = WrongPassword{};
    if (std::holds_alternative<Busy>(verdict)) {
        tries->undo(*transaction);
        answer = Busy{};
    } else if (std::get<bool>(verdict) && !place.closed) {
        tries->succeeded(*transaction);
        transaction->password_failures().forget(account.id);
        answer = RightPassword{*stored, caller};
    } else {
        tries->failed(*transaction);
        note_refused_password(*transaction, context, account.id, place, std::get<bool>(verdict));
    }
    transaction->commit();
    return answer;
}

std::optional<std::variant<WrongCode, TooMany>> refuse_code(Transaction& transaction, const Context& context,
                                                            AccountId account, const OwnerProof& given)
{
    const auto proof = prove_second_factor(transaction, context, {account, given.network}, given.code);
    std::optional<std::variant<WrongCode, TooMany>> refused;
    if (std::holds_alternative<WrongCode>(proof)) refused = WrongCode{};
    if (const auto* many = std::get_if<TooMany>(&proof)) refused = *many;
    if (refused) transaction.commit();
    return refused;
}

std::unique_ptr<Transaction> begin_if_still(const Context& context, AccountId account, const PasswordHash& checked)
{
    auto transaction = context.database.begin();
    if (!transaction->accounts().lock_with_password(account, checked)) return nullptr;
    return transaction;
}
} // namespace portal::domain
