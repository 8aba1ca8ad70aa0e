#include "db/known_browser_store.hpp"

namespace db {
namespace {
constexpr Statement kKnown{"known_browser_known", R"(
    SELECT FROM known_browser WHERE account_id = $1 AND token_hash = $2)"};
constexpr Statement kOwner{"known_browser_owner", R"(
    SELECT min(account_id) AS account_id FROM known_browser WHERE token_hash = $1 HAVING count(*) > 0)"};
constexpr Statement kRenew{"known_browser_renew", "UPDATE known_browser SET token_hash = $2 WHERE token_hash = $1"};
constexpr Statement kRemember{"known_browser_remember", R"(
    INSERT INTO known_browser (account_id, token_hash, made_at, last_used_at) VALUES ($1, $2, $3, $3)
    ON CONFLICT (account_id, token_hash) DO UPDATE
        SET last_used_at = greatest(known_browser.last_used_at, excluded.last_used_at), failures = 0)"};
constexpr Statement kKeepNewest{"known_browser_keep_newest", R"(
    DELETE FROM known_browser WHERE account_id = $1 AND token_hash IN (
        SELECT token_hash FROM known_browser WHERE account_id = $1 AND token_hash <> $2
        ORDER BY last_used_at DESC, made_at DESC OFFSET $3))"};
constexpr Statement kFailed{"known_browser_failed", R"(
    UPDATE known_browser SET failures = failures + 1 WHERE account_id = $1 AND token_hash = $2 RETURNING failures)"};
constexpr Statement kForgetOne{"known_browser_forget_one", R"(
    DELETE FROM known_browser WHERE account_id = $1 AND token_hash = $2)"};
constexpr Statement kForgetOthers{"known_browser_forget_others", R"(
    DELETE FROM known_browser WHERE account_id = $1 AND token_hash <> $2)"};
constexpr Statement kForgetAll{"known_browser_forget_all", "DELETE FROM known_browser WHERE account_id = $1"};
constexpr Statement kForget{"known_browser_forget", R"(
    DELETE FROM known_browser WHERE (account_id, token_hash) IN (
        SELECT account_id, token_hash FROM known_browser WHERE last_used_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"};

constexpr Statement kAdd{"password_failure_add", R"(
    INSERT INTO password_failure (account_id, in_a_row) VALUES ($1, 1)
    ON CONFLICT (account_id) DO UPDATE SET in_a_row = password_failure.in_a_row + 1 RETURNING in_a_row)"};
constexpr Statement kClose{"password_failure_close", R"(
    UPDATE password_failure SET closed_at = $2 WHERE account_id = $1 AND closed_at IS NULL)"};
constexpr Statement kClosed{"password_failure_closed", R"(
    SELECT FROM password_failure WHERE account_id = $1 AND closed_at IS NOT NULL)"};
constexpr Statement kForgetRow{"password_failure_forget", R"(
    UPDATE password_failure SET in_a_row = 0 WHERE account_id = $1 AND closed_at IS NULL AND in_a_row > 0)"};
constexpr Statement kOpen{"password_failure_open", R"(
    UPDATE password_failure SET in_a_row = 0, closed_at = NULL WHERE account_id = $1)"};
constexpr Statement kRemove{"password_failure_remove", "DELETE FROM password_failure WHERE account_id = $1"};
} // namespace

bool KnownBrowserStore::known(domain::AccountId account, const Bytes& token_hash)
{
    return work_.row(kKnown, {account, token_hash}).has_value();
}

std::optional<domain::AccountId> KnownBrowserStore::owner(const Bytes& token_hash)
{
    const auto row = work_.row(kOwner, {token_hash});
    return row ? std::optional{row->integer("account_id")} : std::nullopt;
}

void KnownBrowserStore::renew(const Bytes& token_hash, const Bytes& fresh)
{
    work_.run(kRenew, {token_hash, fresh});
}

void KnownBrowserStore::remember(domain::AccountId account, const Bytes& token_hash, Instant now)
{
    work_.run(kRemember, {account, token_hash, now});
    work_.run(kKeepNewest, {account, token_hash, domain::kKnownBrowsers - 1});
}

unsigned KnownBrowserStore::failed(domain::AccountId account, const Bytes& token_hash)
{
    const auto row = work_.row(kFailed, {account, token_hash});
    return row ? static_cast<unsigned>(row->integer("failures")) : 0;
}

void KnownBrowserStore::forget_one(domain::AccountId account, const Bytes& token_hash)
{
    work_.run(kForgetOne, {account, token_hash});
}

void KnownBrowserStore::forget_all(domain::AccountId account)
{
    work_.run(kForgetAll, {account});
}

void KnownBrowserStore::forget_others(domain::AccountId account, const Bytes& kept)
{
    work_.run(kForgetOthers, {account, kept});
}

std::size_t KnownBrowserStore::forget(Instant used_before, unsigned most)
{
    return work_.run(kForget, {used_before, most});
}

unsigned PasswordFailureStore::add(domain::AccountId account)
{
    return static_cast<unsigned>(work_.one(kAdd, {account}).integer("in_a_row"));
}

bool PasswordFailureStore::close(domain::AccountId account, Instant now)
{
    return work_.run(kClose, {account, now}) == 1;
}

bool PasswordFailureStore::closed(domain::AccountId account)
{
    return work_.row(kClosed, {account}).has_value();
}

void PasswordFailureStore::forget(domain::AccountId account)
{
    work_.run(kForgetRow, {account});
}

void PasswordFailureStore::open(domain::AccountId account)
{
    work_.run(kOpen, {account});
}

void PasswordFailureStore::remove(domain::AccountId account)
{
    work_.run(kRemove, {account});
}
} // namespace db
