#include "portal/domain/pending_sign_in.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
Bytes mark_of(const PasswordHash& password)
{
    return hash_of_token(password.phc);
}

/// The account, where the sign-in may still go on.
std::optional<AccountRow> waiting(Stores& stores, const Context& context, const PendingSignIn& pending)
{
    if (pending.begun + context.rules.code_life <= context.clock.now()) return std::nullopt;
    if (pending.tries > context.rules.codes_per_sign_in) return std::nullopt;
    auto account = stores.accounts().find(pending.account);
    if (!account || account->closed) return std::nullopt;
    const auto credentials = stores.accounts().credentials(account->username);
    if (!credentials || mark_of(credentials->password) != pending.password) return std::nullopt;
    return account;
}

/// Whoever set the password anew by mail could read the mailbox alone, and has no app that was there before.
void end_pause_of_reset(Transaction& transaction, AccountId account, Instant now)
{
    const auto begun = transaction.pauses().open_since(account, PauseReason::reset_by_mail);
    if (begun && app_stood_before(transaction, account, *begun))
        end_pause(transaction, account, PauseReason::reset_by_mail, PauseEnd::second_factor, now);
}

LoggedIn go_in(Transaction& transaction, const Context& context, const AccountRow& account, ProvenBy by,
               const SessionPlace& place)
{
    if (by == ProvenBy::app) end_pause_of_reset(transaction, account.id, context.clock.now());
    if (by == ProvenBy::recovery_code) tell_of_second_factor(transaction, context, account, "used");
    return begin_session(transaction, context, account.id, place);
}
} // namespace

CodeWanted want_code(Transaction& transaction, const Context& context, AccountId account, const PasswordHash& password,
                     bool shared)
{
    const auto token = make_token();
    transaction.pending_sign_ins().add(hash_of_token(token), account, mark_of(password), shared, context.clock.now());
    return {token};
}

bool code_wanted(const Context& context, std::string_view token)
{
    const auto stores = context.database.read();
    const auto pending = stores->pending_sign_ins().find(hash_of_token(token));
    return pending && pending->tries < context.rules.codes_per_sign_in && waiting(*stores, context, *pending);
}

CodeAnswer give_code(const Context& context, const CodeForm& form)
{
    const auto hash = hash_of_token(form.token);
    const auto transaction = context.database.begin();
    const auto pending = transaction->pending_sign_ins().count_try(hash);
    if (!pending || !transaction->accounts().lock(pending->account)) return SignInOver{}; // no reset comes in between
    const auto account = waiting(*transaction, context, *pending);
    if (!account) return SignInOver{};
    const auto proof = prove_second_factor(*transaction, context, {account->id, form.network}, form.code);
    CodeAnswer answer = SignInOver{};
    if (const auto* by = std::get_if<ProvenBy>(&proof)) {
        transaction->pending_sign_ins().remove(hash);
        answer = go_in(*transaction, context, *account, *by, {form.network, form.agent, form.browser, pending->shared});
    } else if (const auto* many = std::get_if<TooMany>(&proof)) {
        answer = *many;
    } else if (std::holds_alternative<WrongCode>(proof) && pending->tries < context.rules.codes_per_sign_in) {
        answer = WrongCode{};
    }
    transaction->commit();
    return answer;
}
} // namespace portal::domain
