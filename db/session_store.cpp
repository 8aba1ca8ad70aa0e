#include "db/session_store.hpp"

#include "db/account_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"session_add", R"(
    INSERT INTO session (token_hash, account_id, started_at, last_seen_at, agent, shared, network)
    VALUES ($1, $2, $3, $3, $4, $5, $6) RETURNING id)"};
constexpr Statement kFind{"session_find", R"(
    SELECT session.id, account_id, started_at, last_seen_at, agent, shared, network
    FROM session JOIN account ON account.id = account_id
    WHERE token_hash = $1 AND ended_at IS NULL AND closed_at IS NULL)"};
constexpr Statement kVisitor{"session_visitor", R"(
    SELECT $columns, session.id AS session_id, started_at, last_seen_at, agent, shared, network
    FROM session JOIN account_profile ON account_profile.id = account_id
    WHERE token_hash = $1 AND ended_at IS NULL AND closed_at IS NULL)",
                             kProfileColumns};
constexpr Statement kOwner{"session_owner", "SELECT account_id FROM session WHERE token_hash = $1"};
constexpr Statement kTouch{"session_touch", R"(
    UPDATE session SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1)"};
constexpr Statement kEnd{"session_end", "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL"};
constexpr Statement kOfAccount{"session_of_account", R"(
    SELECT id, account_id, started_at, last_seen_at, agent, shared, network FROM session
    WHERE account_id = $1 AND ended_at IS NULL ORDER BY last_seen_at DESC, id DESC)"};
constexpr Statement kEndOfAccount{"session_end_of_account", R"(
    UPDATE session SET ended_at = $3 WHERE id = $2 AND account_id = $1 AND ended_at IS NULL)"};
constexpr Statement kEndAll{"session_end_all", R"(
    UPDATE session SET ended_at = $3 WHERE account_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2::bigint)"};
constexpr Statement kEndEveryones{"session_end_everyones", R"(
    UPDATE session SET ended_at = $1 WHERE id IN (
        SELECT id FROM session WHERE ended_at IS NULL AND started_at <= $1 ORDER BY id LIMIT $2 FOR UPDATE))"};
constexpr Statement kForget{"session_forget", R"(
    DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE ended_at < $1 OR started_at < $2 LIMIT $3 FOR UPDATE SKIP LOCKED))"};

domain::SessionRow session_of(const Row& row)
{
    return {row.integer("id"), row.integer("account_id"), row.instant("started_at"), row.instant("last_seen_at"),
            row.text("agent"), row.flag("shared"),        row.text("network")};
}
} // namespace

std::int64_t SessionStore::add(const Bytes& token_hash, domain::AccountId account, const domain::SessionPlace& place,
                               Instant now)
{
    return work_.one(kAdd, {token_hash, account, now, place.agent, place.shared, place.network}).integer("id");
}

std::optional<domain::SessionRow> SessionStore::find(const Bytes& token_hash)
{
    const auto row = work_.row(kFind, {token_hash});
    return row ? std::optional{session_of(*row)} : std::nullopt;
}

std::optional<domain::VisitorRow> SessionStore::visitor(const Bytes& token_hash)
{
    const auto row = work_.row(kVisitor, {token_hash});
    if (!row) return std::nullopt;
    return domain::VisitorRow{{row->integer("session_id"), row->integer("id"), row->instant("started_at"),
                               row->instant("last_seen_at"), row->text("agent"), row->flag("shared"),
                               row->text("network")},
                              profile_of(*row)};
}

std::optional<domain::AccountId> SessionStore::owner(const Bytes& token_hash)
{
    const auto row = work_.row(kOwner, {token_hash});
    return row ? std::optional{row->integer("account_id")} : std::nullopt;
}

void SessionStore::touch(std::int64_t id, Instant now)
{
    work_.run(kTouch, {id, now});
}

void SessionStore::end(std::int64_t id, Instant now)
{
    work_.run(kEnd, {id, now});
}

std::vector<domain::SessionRow> SessionStore::of_account(domain::AccountId account)
{
    std::vector<domain::SessionRow> sessions;
    for (const auto& row : work_.rows(kOfAccount, {account}))
        sessions.push_back(session_of(row));
    return sessions;
}

bool SessionStore::end_of_account(domain::AccountId account, std::int64_t id, Instant now)
{
    return work_.run(kEndOfAccount, {account, id, now}) == 1;
}

std::size_t SessionStore::end_all(domain::AccountId account, std::optional<std::int64_t> kept, Instant now)
{
    return work_.run(kEndAll, {account, kept, now});
}

std::size_t SessionStore::end_everyones(Instant now, unsigned most)
{
    return work_.run(kEndEveryones, {now, most});
}

std::size_t SessionStore::forget(Instant ended_before, Instant started_before, unsigned most)
{
    return work_.run(kForget, {ended_before, started_before, most});
}
} // namespace db
