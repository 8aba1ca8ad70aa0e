#include "portal/domain/account_office.hpp"

#include <algorithm>

#include "portal/domain/database.hpp"
#include "portal/domain/recovery.hpp"
#include "portal/domain/second_factor.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kAtOnce = 1000; ///< rows of a transaction

std::optional<AccountRow> lock_open(Transaction& transaction, std::string_view username)
{
    const auto found = transaction.accounts().find_by_username(contract::known_username(username));
    auto account = found ? transaction.accounts().lock(found->id) : std::nullopt;
    return account && !account->closed ? std::move(account) : std::nullopt;
}

AuditEvent signed_out(std::optional<AccountId> account, Instant now)
{
    return {"session.all_ended", now, ActorKind::operator_, {}, account, {}, {}, {}};
}
} // namespace

std::optional<std::size_t> sign_out(const Context& context, std::string_view username)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = lock_open(*transaction, username);
    if (!account) return std::nullopt;
    transaction->pending_sign_ins().remove_of(account->id);
    const auto ended = transaction->sessions().end_all(account->id, std::nullopt, now);
    transaction->audit().add(signed_out(account->id, now));
    transaction->commit();
    return ended;
}

std::size_t sign_out_everybody(const Context& context)
{
    const auto now = context.clock.now();
    std::size_t all = 0;
    for (bool first = true; true; first = false) {
        const auto transaction = context.database.begin();
        if (first) transaction->audit().add(signed_out(std::nullopt, now));
        const auto waiting = transaction->pending_sign_ins().forget(now + std::chrono::seconds{1}, kAtOnce);
        const auto open = transaction->sessions().end_everyones(now, kAtOnce);
        transaction->commit();
        all += open;
        if (std::max(waiting, open) < kAtOnce) return all;
    }
}

ResetStart start_reset(const Context& context, std::string_view username)
{
    const auto transaction = context.database.begin();
    const auto account = lock_open(*transaction, username);
    if (!account) return ResetStart::unknown_account;
    if (!account->email_confirmed) return ResetStart::unconfirmed;
    queue_reset_letter(*transaction, context, *account);
    transaction->audit().add(
        {"password.reset_asked", context.clock.now(), ActorKind::operator_, {}, account->id, {}, {}, {}});
    transaction->commit();
    return ResetStart::sent;
}

LostFactorAnswer remove_lost_second_factor(const Context& context, std::string_view username, std::string_view reason)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = lock_open(*transaction, username);
    if (!account) return LostFactorAnswer::unknown_account;
    if (!transaction->second_factors().find(account->id)) return LostFactorAnswer::no_second_factor;
    transaction->second_factors().remove(account->id);
    transaction->audit().add({"second_factor.removed_as_lost",
                              now,
                              ActorKind::operator_,
                              {},
                              account->id,
                              {},
                              {},
                              {{"reason", std::string{reason}}}});
    begin_pause(*transaction, account->id, PauseReason::second_factor_lost, now);
    transaction->pauses().renew(account->id, PauseReason::second_factor_lost, now); // of an earlier loss
    tell_of_second_factor(*transaction, context, *account, "lost");
    transaction->commit();
    return LostFactorAnswer::removed;
}
} // namespace portal::domain
