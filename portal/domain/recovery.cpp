#include "portal/domain/recovery.hpp"

#include "config/log.hpp"
#include "portal/domain/closing.hpp"
#include "portal/domain/database.hpp"
#include "portal/domain/mail_limits.hpp"
#include "portal/domain/open_requests.hpp"
#include "portal/domain/password_tries.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kMostNamed = 12; ///< accounts in one letter: strangers may have typed the address, too

/// The username, a blank, and the token where there is one; `!` before unconfirmed ones.
std::string line_of(Transaction& transaction, const Context& context, const AccountRow& account, bool with_link)
{
    if (!account.email_confirmed) return "!" + account.username + " \n";
    const NewLink link{LinkPurpose::reset_password, account.id, account.email, context.rules.reset_link_life};
    const auto token = with_link ? make_link_beside(transaction, link, context.clock.now()) : std::string{};
    return account.username + " " + token + "\n";
}

constexpr unsigned kLettersOfOwner = 20; ///< within a day, to whatever addresses

/// Who asks. Whoever signed in before at this browser is counted as the owner of that account: neighbours of one
/// address keep nobody there from the letter.
struct Asker {
    std::optional<AccountId> owner; ///< one of those who signed in at this browser
    std::string network;
};

Asker asker_of(Transaction& transaction, const RecoveryForm& form)
{
    if (form.browser.empty()) return {{}, form.network};
    return {transaction.known_browsers().owner(hash_of_token(form.browser)), form.network};
}

std::optional<TooMany> asked_enough(Transaction& transaction, const Context& context, const Asker& asker)
{
    const auto most = context.rules.recoveries_per_network;
    if (!asker.owner) return count_network(transaction, context, "recovery", asker.network, most);
    return count_try(transaction, context, "recovery-owner", std::to_string(*asker.owner), most);
}

bool wrote_enough(Transaction& transaction, const Context& context, const std::string& email, const Asker& asker)
{
    if (!asker.owner) return network_wrote_enough(transaction, context, email, asker.network);
    return count_try(transaction, context, "mail-owner", std::to_string(*asker.owner), kLettersOfOwner, kDay)
        .has_value();
}

/// Of the letters of both forms.
bool mailbox_has_enough(Transaction& transaction, const Context& context, const std::string& email, const Asker& asker)
{
    return had_enough(transaction, context,
                      {"recovery-mail", mailbox_of(email), context.rules.recovery_mails_per_address},
                      asker.owner ? "owner " + std::to_string(*asker.owner) : site_of(asker.network));
}

/// What stands in the letter of what was typed, or nothing.
std::string argument(const Mail& mail, const char* name)
{
    const auto found = mail.arguments.find(name);
    return found == mail.arguments.end() ? "" : found->second;
}

/// Owners see that it went out, and when it was asked for. Who never confirmed the address may have typed another's,
/// and learns nothing of it.
void note_letter(Transaction& transaction, const Context& context, const Mail& mail, const AccountRow& account)
{
    if (!account.email_confirmed || !transaction.mail().note_account(mail.id, account.id)) return;
    if (mail.kind != MailKind::forgotten_password) return;
    const auto asked = argument(mail, "asked");
    const auto when = asked.empty() ? context.clock.now() : contract::instant_from_rfc3339(asked);
    transaction.audit().add({"password.reset_asked",
                             when,
                             ActorKind::citizen,
                             {},
                             account.id,
                             {},
                             {},
                             {{"network", argument(mail, "network")}}});
}

/// Of the typed address, letter case apart, confirmed ones first. Where those differ in it, those that have it as
/// typed, else those of the first: a mailbox may heed it. Others decide nothing: anybody may have typed their address.
std::vector<AccountRow> accounts_of(Transaction& transaction, const std::string& typed)
{
    auto accounts = transaction.accounts().with_email(typed, kMostNamed);
    if (accounts.empty()) return accounts;
    const bool confirmed = accounts.front().email_confirmed.has_value();
    const bool as_typed = std::ranges::any_of(
        accounts, [&](const auto& one) { return one.email_confirmed.has_value() == confirmed && one.email == typed; });
    const auto meant = as_typed ? typed : accounts.front().email;
    std::erase_if(accounts,
                  [&](const auto& one) { return one.email_confirmed.has_value() == confirmed && one.email != meant; });
    return accounts;
}

/// Of letters to addresses that nobody has. A letter counts when it is to leave for the first time, however often it is
/// tried.
bool nobody_had_enough(Transaction& transaction, const Context& context, const Mail& mail)
{
    if (mail.tries > 1) return false;
    const auto most = context.rules.letters_to_nobody;
    const auto site = site_of(argument(mail, "network"));
    if (count_try(transaction, context, "letters-to-nobody-site", site, std::max(most / 10, 1U), kDay)) return true;
    const auto letters = count(transaction, context, "letters-to-nobody", "", kDay).count;
    if (letters == most + 1) config::log::warn("mail.enough_to_nobody", {{"letters", static_cast<long long>(most)}});
    return letters > most;
}

/// Of a letter that staff started: the account, if it still has the address.
std::vector<AccountRow> account_meant(Transaction& transaction, const Mail& mail)
{
    const auto account = transaction.accounts().find_by_username(argument(mail, "by_staff"));
    if (!account || account->closed || account->email != mail.recipient) return {};
    return {*account};
}

RecoveryAnswer write_to(const Context& context, const RecoveryForm& form, MailKind kind)
{
    const auto email = parse_email(form.email);
    if (!email) return EmailWrong{};
    const auto transaction = context.database.begin();
    const auto asker = asker_of(*transaction, form);
    const auto wait = asked_enough(*transaction, context, asker);
    if (!wait && !wrote_enough(*transaction, context, *email, asker) &&
        !mailbox_has_enough(*transaction, context, *email, asker))
        queue_mail(*transaction, context, kind, form.language, *email,
                   {{"network", form.network}, {"asked", contract::to_rfc3339(context.clock.now())}}, {});
    transaction->commit();
    if (wait) return *wait;
    return LetterSent{*email};
}

using Owner = std::variant<AccountRow, LinkRefusal>;

Owner owner_of(const LinkAnswer& found)
{
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    if (!account.email_confirmed || account.email != link.email) return LinkRefusal::expired;
    return account;
}

Owner owner_of(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    return owner_of(find_link(*transaction, LinkPurpose::reset_password, hash_of_token(token), context.clock.now()));
}

/// A browser that the account knows waits in its own line, as at the log-in.
Caller caller_of(const Context& context, const AccountRow& account, const ResetForm& form)
{
    const auto transaction = context.database.begin();
    const auto place = password_place(*transaction, account.id, form.browser);
    const PasswordTries tries{context, "login", account.username, form.network, place.browser};
    auto caller = with_new_password(*transaction, context, tries.caller(*transaction, Caller::Rank::citizen),
                                    place.browser ? std::optional{account.id} : std::nullopt);
    transaction->commit();
    return caller;
}

/// Nothing of what was open before goes on: sessions, browsers that are known, other links, a changed address that
/// waits for its confirmation.
void end_what_was_open(Transaction& transaction, const Context& context, AccountId account)
{
    transaction.sessions().end_all(account, std::nullopt, context.clock.now());
    transaction.known_browsers().forget_all(account);
    end_open_requests(transaction, context, account);
}

/// With what opens the account again besides the counter.
void tell(Transaction& transaction, const Context& context, const AccountRow& account)
{
    const auto pause = transaction.pauses().of_account(account.id).value();
    auto ways = ways_out(transaction, context, account.id, pause);
    if (pause.reason == PauseReason::alarm) ways.emplace("stopped", "yes");
    queue_security_mail(transaction, context, MailKind::password_reset, account, std::move(ways));
}

/// Empty: done.
std::optional<LinkRefusal> set_anew(const Context& context, const ResetForm& form, const PasswordHash& password)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(form.token);
    const auto transaction = context.database.begin();
    const auto owner = owner_of(lock_link(*transaction, LinkPurpose::reset_password, hash, now));
    if (const auto* refusal = std::get_if<LinkRefusal>(&owner)) return *refusal;
    const auto& account = std::get<AccountRow>(owner);
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    transaction->accounts().set_password(account.id, password);
    end_what_was_open(*transaction, context, account.id);
    PasswordTries{context, "login", account.username, form.network}.succeeded(*transaction);
    transaction->password_failures().open(account.id);
    note_act_by_link(*transaction, "password.reset", account.id, form.network, now);
    if (stop_closing(*transaction, account.id, form.network, now))
        queue_security_mail(*transaction, context, MailKind::account_kept, account);
    begin_pause(*transaction, account.id, PauseReason::reset_by_mail, now);
    transaction->pauses().renew(account.id, PauseReason::reset_by_mail, now); // of an earlier reset
    tell(*transaction, context, account);
    transaction->commit();
    return std::nullopt;
}
} // namespace

RecoveryAnswer remind_username(const Context& context, const RecoveryForm& form)
{
    return write_to(context, form, MailKind::forgotten_username);
}

RecoveryAnswer request_reset(const Context& context, const RecoveryForm& form)
{
    return write_to(context, form, MailKind::forgotten_password);
}

bool name_accounts(const Context& context, Mail& mail)
{
    if (mail.arguments.contains("accounts")) return true;
    const bool by_staff = mail.arguments.contains("by_staff");
    const auto transaction = context.database.begin();
    const auto accounts = by_staff ? account_meant(*transaction, mail) : accounts_of(*transaction, mail.recipient);
    std::string lines;
    for (const auto& account : accounts) {
        lines += line_of(*transaction, context, account, mail.kind == MailKind::forgotten_password);
        if (!by_staff) note_letter(*transaction, context, mail, account);
    }
    if (!accounts.empty()) mail.recipient = accounts.front().email;
    const bool useless = accounts.empty() && (by_staff || nobody_had_enough(*transaction, context, mail));
    mail.arguments.insert_or_assign("accounts", lines);
    if (context.rules.pause_after_reset > std::chrono::days{0}) mail.arguments.insert_or_assign("pause_ends", "yes");
    transaction->commit();
    return !useless;
}

void queue_reset_letter(Transaction& transaction, const Context& context, const AccountRow& account)
{
    queue_mail(transaction, context, MailKind::forgotten_password, account.language, account.email,
               {{"by_staff", account.username}}, account.id);
}

std::variant<ResetView, LinkRefusal> view_reset(const Context& context, std::string_view token)
{
    const auto owner = owner_of(context, token);
    if (const auto* refusal = std::get_if<LinkRefusal>(&owner)) return *refusal;
    return ResetView{std::get<AccountRow>(owner).username};
}

ResetAnswer reset_password(const Context& context, const ResetForm& form)
{
    const auto owner = owner_of(context, form.token);
    if (const auto* refusal = std::get_if<LinkRefusal>(&owner)) return *refusal;
    const auto& account = std::get<AccountRow>(owner);
    if (const auto fault = fault_of_password(form.password, {account.username, account.names}, context.breached))
        return *fault;
    // Without a connection in hand: it takes long.
    const auto hashed = context.passwords.hash(form.password, caller_of(context, account, form));
    if (std::holds_alternative<Busy>(hashed)) return Busy{};
    if (const auto refusal = set_anew(context, form, std::get<PasswordHash>(hashed))) return *refusal;
    return PasswordReset{account.username};
}
} // namespace portal::domain
