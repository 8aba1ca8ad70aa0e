#include "portal/domain/account_office.hpp"

#include <algorithm>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kAtOnce = 1000; ///< rows of a transaction

AuditEvent signed_out(std::optional<AccountId> account, Instant now)
{
    return {"session.all_ended", now, ActorKind::operator_, {}, account, {}, {}, {}};
}
} // namespace

std::optional<std::size_t> sign_out(const Context& context, std::string_view username)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().find_by_username(contract::known_username(username));
    if (!account || account->closed) return std::nullopt;
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
} // namespace portal::domain
