#include "portal/domain/closing.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// Whose an address is that nobody confirmed is not known: it hears of nothing.
void tell(Transaction& transaction, const Context& context, const AccountRow& account, Instant now)
{
    if (!account.email_confirmed) return;
    queue_mail(transaction, context.keys, MailKind::account_closed, account.language, account.email,
               {{"username", account.username}, {"time", contract::to_rfc3339(now)}}, account.id, now);
}

void forget(Transaction& transaction, AccountId account, Instant now)
{
    transaction.verifications().end(account, now);
    transaction.passes().stop(account, now);
    transaction.numbers().remove(account);
    transaction.email_tokens().remove(account);
    transaction.second_factors().remove(account);
    transaction.known_browsers().forget_all(account);
    transaction.password_failures().remove(account);
    transaction.pending_sign_ins().remove_of(account);
    transaction.notices().remove(account);
    transaction.reminders().remove(account);
    transaction.mail().give_up_of(account, now);
    transaction.texts().give_up_of(account, now);
    transaction.name_claims().remove(account);
    transaction.phones().end_request(account);
    transaction.sessions().end_all(account, std::nullopt, now);
    transaction.accounts().close(account, now);
}
} // namespace

ClosingAnswer close_account(const Context& context, const Account& account, const PasswordGiven& given)
{
    if (account.pause) return AccountPaused{};
    if (const auto no = refused_password<ClosingAnswer>(context, account, given)) return *no;

    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto row = transaction->accounts().lock(account.id);
    if (!row || row->closed) return Closed{}; // from another window at the same moment
    if (transaction->pauses().of_account(account.id)) return AccountPaused{};
    forget(*transaction, account.id, now);
    tell(*transaction, context, *row, now); // after what waited was given up
    note_own_act(*transaction, "account.closed", account.id, now);
    transaction->commit();
    return Closed{};
}
} // namespace portal::domain
