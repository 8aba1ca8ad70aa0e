#include "portal/domain/email_confirmation.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/mail_limits.hpp"

namespace portal::domain {
namespace {
void send_link(Transaction& transaction, const Context& context, const UnconfirmedAccount& account)
{
    const auto now = context.clock.now();
    const auto token =
        make_link(transaction,
                  {LinkPurpose::confirm_address, account.account, account.email, context.rules.email_link_life}, now);
    queue_mail(transaction, context, MailKind::confirm_email, account.language, account.email,
               {{"username", account.username}, {"token", token}}, account.account);
}

/// Or a letter that says why there is no link.
void send_letter(Transaction& transaction, const Context& context, const UnconfirmedAccount& account)
{
    if (address_full(transaction, context, account.email))
        queue_mail(transaction, context, MailKind::account_limit, account.language, account.email, {}, account.account);
    else
        send_link(transaction, context, account);
}

/// Of the letters that unconfirmed accounts ask for again, all that one mailbox gets: anybody may have made the
/// accounts.
bool mailbox_asked_enough(Transaction& transaction, const Context& context, std::string_view email,
                          std::string_view network)
{
    return had_enough(transaction, context, {"mail-again", mailbox_of(email), context.rules.mails_again_per_address},
                      site_of(network));
}

/// Answers how long to wait where the account asked too often.
std::optional<TooMany> send_again(Transaction& transaction, const Context& context, const AccountRow& account,
                                  std::string_view network)
{
    const auto wait = count_try(transaction, context, "mail-account", std::to_string(account.id),
                                context.rules.mails_per_account, kDay);
    if (!wait && may_write_again(transaction, context, account.email, network))
        send_letter(transaction, context, {account.id, account.username, account.email, account.language});
    return wait;
}
} // namespace

bool address_full(Transaction& transaction, const Context& context, std::string_view email)
{
    return transaction.accounts().confirmed_with_email(email) >= context.rules.accounts_per_email;
}

bool may_write_to(Transaction& transaction, const Context& context, std::string_view email, std::string_view network)
{
    return !network_wrote_enough(transaction, context, email, network) &&
           !had_enough(transaction, context, {"mail", mailbox_of(email), context.rules.mails_per_address},
                       site_of(network));
}

bool may_write_again(Transaction& transaction, const Context& context, std::string_view email, std::string_view network)
{
    return !network_wrote_enough(transaction, context, email, network) &&
           !mailbox_asked_enough(transaction, context, email, network);
}

void send_confirmation(Transaction& transaction, const Context& context, const UnconfirmedAccount& account,
                       std::string_view network)
{
    if (may_write_to(transaction, context, account.email, network)) send_letter(transaction, context, account);
}

bool confirm_known_address(Transaction& transaction, const Context& context, const UnconfirmedAccount& account)
{
    if (address_full(transaction, context, account.email)) return false;
    const auto now = context.clock.now();
    transaction.accounts().confirm_email(account.account, now);
    note_own_act(transaction, "email.confirmed", account.account, now);
    return true;
}

std::variant<ConfirmationView, LinkRefusal> view_confirmation(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    const auto found = find_link(*transaction, LinkPurpose::confirm_address, hash_of_token(token), context.clock.now());
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    return ConfirmationView{account.username, contract::masked_email(link.email)};
}

std::variant<AccountId, LinkRefusal, AddressFull> confirm_email(const Context& context, std::string_view token,
                                                                std::string_view network)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = lock_link(*transaction, LinkPurpose::confirm_address, hash, now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    if (address_full(*transaction, context, link.email)) return AddressFull{};
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    transaction->accounts().confirm_email(account.id, now);
    note_act_by_link(*transaction, "email.confirmed", account.id, network, now);
    transaction->commit();
    return account.id;
}

std::variant<Resent, TooMany> resend_confirmation(const Context& context, AccountId id, std::string_view network)
{
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock(id);
    if (!account || is_shut(*account) || account->email_confirmed) return Resent::already;
    const auto wait = send_again(*transaction, context, *account, network);
    transaction->commit();
    if (wait) return *wait;
    return Resent::sent;
}

std::variant<Resent, TooMany> correct_address(Transaction& transaction, const Context& context, AccountId id,
                                              const std::string& email, std::string_view network)
{
    auto account = transaction.accounts().lock(id);
    if (!account || is_shut(*account) || account->email_confirmed) return Resent::already;
    const auto now = context.clock.now();
    account->email = email;
    transaction.accounts().set_unconfirmed_email(id, email);
    transaction.email_tokens().supersede(LinkPurpose::confirm_address, id, now);
    note_own_act(transaction, "email.corrected", id, now);
    if (const auto wait = send_again(transaction, context, *account, network)) return *wait;
    return Resent::sent;
}

std::variant<Resent, TooMany> correct_address(const Context& context, AccountId id, const std::string& email,
                                              std::string_view network)
{
    const auto transaction = context.database.begin();
    const auto answer = correct_address(*transaction, context, id, email, network);
    if (std::holds_alternative<Resent>(answer)) transaction->commit();
    return answer;
}
} // namespace portal::domain
