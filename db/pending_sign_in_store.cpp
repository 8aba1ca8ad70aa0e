#include "db/pending_sign_in_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"pending_sign_in_add", R"(
    INSERT INTO pending_sign_in (token_hash, account_id, password, shared, begun_at) VALUES ($1, $2, $3, $4, $5))"};
constexpr auto kColumns = "account_id, password, begun_at, tries, shared";
constexpr Statement kCountTry{"pending_sign_in_count_try", R"(
    UPDATE pending_sign_in SET tries = tries + 1 WHERE token_hash = $1 RETURNING $columns)",
                              kColumns};
constexpr Statement kFind{"pending_sign_in_find", "SELECT $columns FROM pending_sign_in WHERE token_hash = $1",
                          kColumns};
constexpr Statement kRemove{"pending_sign_in_remove", "DELETE FROM pending_sign_in WHERE token_hash = $1"};
constexpr Statement kRemoveOf{"pending_sign_in_remove_of", "DELETE FROM pending_sign_in WHERE account_id = $1"};
constexpr Statement kForget{"pending_sign_in_forget", R"(
    DELETE FROM pending_sign_in WHERE token_hash IN (
        SELECT token_hash FROM pending_sign_in WHERE begun_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"};

std::optional<domain::PendingSignIn> pending_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return domain::PendingSignIn{row->integer("account_id"), row->bytes("password"), row->instant("begun_at"),
                                 static_cast<unsigned>(row->integer("tries")), row->flag("shared")};
}
} // namespace

void PendingSignInStore::add(const Bytes& token_hash, domain::AccountId account, const Bytes& password, bool shared,
                             Instant now)
{
    work_.run(kAdd, {token_hash, account, password, shared, now});
}

std::optional<domain::PendingSignIn> PendingSignInStore::count_try(const Bytes& token_hash)
{
    return pending_of(work_.row(kCountTry, {token_hash}));
}

std::optional<domain::PendingSignIn> PendingSignInStore::find(const Bytes& token_hash)
{
    return pending_of(work_.row(kFind, {token_hash}));
}

void PendingSignInStore::remove(const Bytes& token_hash)
{
    work_.run(kRemove, {token_hash});
}

void PendingSignInStore::remove_of(domain::AccountId account)
{
    work_.run(kRemoveOf, {account});
}

std::size_t PendingSignInStore::forget(Instant begun_before, unsigned most)
{
    return work_.run(kForget, {begun_before, most});
}
} // namespace db
