#include "db/session_store.hpp"

#include "db/account_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"session_add", R"(
    INSERT INTO session (token_hash, account_id, started_at, last_seen_at, agent) VALUES ($1, $2, $3, $3, $4)
    RETURNING id)"};
constexpr Statement kFind{"session_find", R"(
    SELECT session.id, account_id, started_at, last_seen_at, agent
    FROM session JOIN account ON account.id = account_id
    WHERE token_hash = $1 AND ended_at IS NULL AND closed_at IS NULL)"};
constexpr Statement kVisitor{"session_visitor", R"(
    SELECT $columns, session.id AS session_id, started_at, last_seen_at, agent
    FROM session JOIN account_profile ON account_profile.id = account_id
    WHERE token_hash = $1 AND ended_at IS NULL AND closed_at IS NULL)",
                             kProfileColumns};
constexpr Statement kTouch{"session_touch", R"(
    UPDATE session SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1)"};
constexpr Statement kEnd{"session_end", "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL"};
constexpr Statement kEndAll{"session_end_all", R"(
    UPDATE session SET ended_at = $3 WHERE account_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2::bigint)"};
constexpr Statement kForget{"session_forget", R"(
    DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE ended_at < $1 OR started_at < $2 FOR UPDATE SKIP LOCKED))"};
} // namespace

std::int64_t SessionStore::add(const Bytes& token_hash, domain::AccountId account, std::string_view agent, Instant now)
{
    return work_.one(kAdd, {token_hash, account, now, agent}).integer("id");
}

std::optional<domain::SessionRow> SessionStore::find(const Bytes& token_hash)
{
    const auto row = work_.row(kFind, {token_hash});
    if (!row) return std::nullopt;
    return domain::SessionRow{row->integer("id"), row->integer("account_id"), row->instant("started_at"),
                              row->instant("last_seen_at"), row->text("agent")};
}

std::optional<domain::VisitorRow> SessionStore::visitor(const Bytes& token_hash)
{
    const auto row = work_.row(kVisitor, {token_hash});
    if (!row) return std::nullopt;
    return domain::VisitorRow{{row->integer("session_id"), row->integer("id"), row->instant("started_at"),
                               row->instant("last_seen_at"), row->text("agent")},
                              profile_of(*row)};
}

void SessionStore::touch(std::int64_t id, Instant now)
{
    work_.run(kTouch, {id, now});
}

void SessionStore::end(std::int64_t id, Instant now)
{
    work_.run(kEnd, {id, now});
}

std::size_t SessionStore::end_all(domain::AccountId account, std::optional<std::int64_t> kept, Instant now)
{
    return work_.run(kEndAll, {account, kept, now});
}

std::size_t SessionStore::forget(Instant ended_before, Instant started_before)
{
    return work_.run(kForget, {ended_before, started_before});
}
} // namespace db
