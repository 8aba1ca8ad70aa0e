#include "portal/domain/email_confirmation.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
std::optional<ConfirmationRefusal> refusal_of(const EmailToken& token, Instant now)
{
    if (token.used) return ConfirmationRefusal::used;
    if (token.superseded || token.expires <= now) return ConfirmationRefusal::expired;
    return std::nullopt;
}
} // namespace

void send_confirmation(Transaction& transaction, const Context& context, AccountId account, const std::string& username,
                       const std::string& email, Language language)
{
    const auto now = context.clock.now();
    const auto token = make_token();
    transaction.email_tokens().add(account, email, hash_of_token(token), now, now + context.rules.email_link_life);
    queue_mail(transaction, context.keys, MailKind::confirm_email, language, email,
               {{"username", username}, {"token", token}}, account, now);
}

std::variant<ConfirmationView, ConfirmationRefusal> view_confirmation(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    const auto found = transaction->email_tokens().find(hash_of_token(token));
    if (!found) return ConfirmationRefusal::unknown;
    if (const auto refusal = refusal_of(*found, context.clock.now())) return *refusal;
    const auto account = transaction->accounts().find(found->account);
    if (!account || account->closed) return ConfirmationRefusal::unknown;
    return ConfirmationView{account->username, contract::masked_email(found->email)};
}

std::variant<AccountId, ConfirmationRefusal> confirm_email(const Context& context, std::string_view token)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = transaction->email_tokens().find(hash);
    if (!found) return ConfirmationRefusal::unknown;
    if (const auto refusal = refusal_of(*found, now)) return *refusal;
    if (!transaction->email_tokens().use(hash, now)) return ConfirmationRefusal::used;
    transaction->accounts().confirm_email(found->account, now);
    transaction->audit().add({"email.confirmed", now, ActorKind::citizen, found->account, found->account, {}, {}, {}});
    transaction->commit();
    return found->account;
}

ResendAnswer resend_confirmation(const Context& context, AccountId id)
{
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock(id);
    if (!account || account->closed || account->email_confirmed) return ResendAnswer::already;
    const auto too_many = count_try(*transaction, context, "mail", account->email, context.rules.mails_per_address);
    if (!too_many) send_confirmation(*transaction, context, id, account->username, account->email, account->language);
    transaction->commit();
    return too_many ? ResendAnswer::too_many : ResendAnswer::sent;
}
} // namespace portal::domain
