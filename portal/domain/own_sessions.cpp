#include "portal/domain/own_sessions.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
std::vector<Session> own_sessions(const Context& context, AccountId account)
{
    const auto now = context.clock.now();
    std::vector<Session> living;
    for (const auto& row : context.database.read()->sessions().of_account(account))
        if (auto session = session_of(row, context.rules); session.ends >= now) living.push_back(std::move(session));
    return living;
}

bool end_own_session(const Context& context, AccountId account, std::int64_t session)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    if (!transaction->sessions().end_of_account(account, session, now)) return false;
    note_own_act(*transaction, "session.ended", account, now);
    transaction->commit();
    return true;
}

void end_other_sessions(const Context& context, AccountId account, std::int64_t kept)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    if (transaction->sessions().end_all(account, kept, now) == 0) return;
    note_own_act(*transaction, "session.others_ended", account, now);
    transaction->commit();
}
} // namespace portal::domain
