#include "portal/domain/closing.hpp"

#include <algorithm>

#include "config/log.hpp"
#include "portal/domain/database.hpp"
#include "portal/domain/new_address.hpp"
#include "portal/domain/open_requests.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kClosings = 5; ///< tries in a day: each is told in letters

/// The last letter. Whose an address is that nobody confirmed is not known: it hears of nothing.
void tell_of_end(Transaction& transaction, const Context& context, const AccountRow& account, Instant now)
{
    if (!account.email_confirmed) return;
    queue_mail(transaction, context, MailKind::account_closed, account.language, account.email,
               {{"username", account.username}, {"time", contract::to_rfc3339(now)}}, account.id);
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

/// Nobody acts in it from here on.
void shut(Transaction& transaction, const Context& context, AccountId account, Instant now)
{
    transaction.sessions().end_all(account, std::nullopt, now);
    transaction.pending_sign_ins().remove_of(account);
    transaction.email_tokens().supersede(LinkPurpose::confirm_address, account, now);
    end_open_requests(transaction, context, account);
}

/// To an address that nobody confirmed goes no letter, and no link is made for it.
void tell_of_closing(Transaction& transaction, const Context& context, const AccountRow& account, Instant closes)
{
    if (!account.email_confirmed) return;
    const auto now = context.clock.now();
    const auto token =
        make_link(transaction, {LinkPurpose::keep_account, account.id, account.email, closes - now}, now);
    queue_security_mail(transaction, context, MailKind::account_closing, account,
                        {{"token", token}, {"expires", contract::to_iso(sofia_day(closes))}});
    tell_earlier_addresses(transaction, context, account, closes);
}

void begin(Transaction& transaction, const Context& context, const AccountRow& account)
{
    const auto now = context.clock.now();
    const auto closes = end_of_keeping(context, account);
    shut(transaction, context, account.id, now);
    transaction.accounts().begin_closing(account.id, now, closes);
    tell_of_closing(transaction, context, account, closes);
    note_own_act(transaction, "account.closing_begun", account.id, now);
}

/// False: it was not being closed.
bool keep(Transaction& transaction, AccountId account, Instant now)
{
    if (!transaction.accounts().keep(account)) return false;
    transaction.email_tokens().supersede(LinkPurpose::keep_account, account, now);
    return true;
}

/// In a transaction of its own. False: it was kept meanwhile, or another process does it.
bool finish(const Context& context, AccountId id)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock_closing(id, now);
    if (!account) return false;
    forget(*transaction, id, now);
    tell_of_end(*transaction, context, *account, now); // after what waited was given up
    transaction->audit().add({"account.closed", now, ActorKind::portal, {}, id, {}, {}, {}});
    transaction->commit();
    return true;
}

/// One that cannot be closed keeps no other from it, nor does one whose rows somebody else holds; a database that is
/// away ends the run.
bool finish_or_log(const Context& context, AccountId id)
{
    try {
        return finish(context, id);
    } catch (const std::exception& error) {
        config::log::warn("closing.fault", {{"account", id}, {"error", error.what()}});
        static_cast<void>(context.database.read()->accounts().find(id));
        return false;
    }
}
} // namespace

Instant end_of_keeping(const Context& context, const AccountRow& account)
{
    const auto now = context.clock.now();
    const auto longest = contract::end_of_sofia_day(sofia_day(now + kKeepable));
    if (account.email_confirmed) return longest;
    return std::clamp(account.registered + context.rules.unconfirmed_life, now, longest);
}

ClosingAnswer close_account(const Context& context, const Account& account, const OwnerProof& proof)
{
    if (account.pause) return AccountPaused{};
    auto begun = begin_as_owner<ClosingAnswer>(context, account, proof);
    if (auto* no = std::get_if<ClosingAnswer>(&begun)) {
        const auto row = context.database.read()->accounts().find(account.id);
        if (std::holds_alternative<WrongCode>(*no) && row && is_shut(*row))
            return ClosingBegun{}; // a button pressed twice
        return std::move(*no);
    }
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = transaction->accounts().lock(account.id);
    if (!row || is_shut(*row)) return ClosingBegun{}; // from another window at the same moment
    if (transaction->pauses().of_account(account.id)) return AccountPaused{};
    if (const auto wait = count_try(*transaction, context, "closing", std::to_string(account.id), kClosings, kDay))
        return *wait;
    begin(*transaction, context, *row);
    transaction->commit();
    return ClosingBegun{};
}

void keep_account(const Context& context, AccountId account)
{
    const auto transaction = context.database.begin();
    const auto row = transaction->accounts().lock(account);
    const auto now = context.clock.now();
    if (!row || !keep(*transaction, account, now)) return;
    note_own_act(*transaction, "account.kept", account, now);
    queue_security_mail(*transaction, context, MailKind::account_kept, *row);
    transaction->commit();
}

std::variant<KeepView, LinkRefusal> view_keeping(const Context& context, std::string_view token)
{
    const auto stores = context.database.read();
    const auto found = find_link(*stores, LinkPurpose::keep_account, hash_of_token(token), context.clock.now());
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& account = std::get<OpenLink>(found).account;
    if (!account.closes) return LinkRefusal::expired;
    return KeepView{account.username, *account.closes};
}

std::optional<LinkRefusal> keep_by_link(const Context& context, std::string_view token, std::string_view network)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = lock_link(*transaction, LinkPurpose::keep_account, hash, now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& account = std::get<OpenLink>(found).account;
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    if (!stop_closing(*transaction, account.id, network, now)) return LinkRefusal::expired;
    queue_security_mail(*transaction, context, MailKind::account_kept, account);
    transaction->commit();
    return std::nullopt;
}

bool stop_closing(Transaction& transaction, AccountId account, std::string_view network, Instant now)
{
    if (!keep(transaction, account, now)) return false;
    note_act_by_link(transaction, "account.kept", account, network, now);
    return true;
}

std::size_t finish_closings(const Context& context)
{
    constexpr unsigned kAtOnce = 1000;
    std::size_t closed = 0;
    AccountId last{};
    while (true) {
        const auto over = context.database.read()->accounts().closing_until(context.clock.now(), last, kAtOnce);
        if (over.empty()) return closed;
        for (const auto account : over)
            closed += finish_or_log(context, account) ? 1 : 0;
        last = over.back();
    }
}
} // namespace portal::domain
