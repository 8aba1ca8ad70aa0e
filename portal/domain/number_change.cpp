#include "portal/domain/number_change.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
/// What hangs on the verification ends with it: names that waited for the counter are the account's, as unverified ones
/// are.
void end_verification(Transaction& transaction, const AccountRow& account, Instant now)
{
    if (!transaction.verifications().end(account.id, now)) return;
    if (const auto claimed = transaction.name_claims().find(account.id)) take_names(transaction, account.id, *claimed);
    note_own_act(transaction, "identity.ended", account.id, now);
}

void tell(Transaction& transaction, const Context& context, const AccountRow& account)
{
    queue_security_mail(transaction, context, MailKind::identity_ended, account);
}
} // namespace

NumberChangeAnswer change_verified_number(const Context& context, const Account& account, const NumberChange& change)
{
    if (account.pause) return AccountPaused{};
    std::optional<NumberRow> number;
    if (change.kind) {
        const auto parsed = contract::parse_personal_number(*change.kind, change.number);
        if (const auto* fault = std::get_if<contract::NumberFault>(&parsed)) return *fault;
        number = protect_number(context.keys, account.id, std::get<contract::PersonalNumber>(parsed));
    }
    auto begun = begin_as_owner<NumberChangeAnswer>(context, account, change.proof);
    if (auto* no = std::get_if<NumberChangeAnswer>(&begun)) return std::move(*no);

    const auto now = context.clock.now();
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    const auto standing = transaction->verifications().of_account(account.id);
    if (standing && number && standing->person == number->hash) return NumberChanged{}; // it is the verified one
    if (const auto wait = count_number_change(*transaction, context, account.id)) return *wait;
    end_verification(*transaction, *row, now);
    if (number)
        transaction->numbers().put(account.id, *number, now);
    else
        transaction->numbers().remove(account.id);
    note_own_act(*transaction, number ? "number.claimed" : "number.withdrawn", account.id, now);
    if (standing) tell(*transaction, context, *row);
    transaction->commit();
    return NumberChanged{};
}
} // namespace portal::domain
