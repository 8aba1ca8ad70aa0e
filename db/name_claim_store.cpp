#include "db/name_claim_store.hpp"

namespace db {
namespace {
constexpr Statement kFind{"name_claim_find", R"(
    SELECT given_name, fathers_name, family_name FROM name_claim WHERE account_id = $1)"};
constexpr Statement kPut{"name_claim_put", R"(
    INSERT INTO name_claim (account_id, given_name, fathers_name, family_name, claimed_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (account_id) DO UPDATE
        SET given_name = excluded.given_name, fathers_name = excluded.fathers_name, family_name = excluded.family_name,
            claimed_at = excluded.claimed_at)"};
constexpr Statement kRemove{"name_claim_remove", "DELETE FROM name_claim WHERE account_id = $1"};
} // namespace

std::optional<domain::PersonNames> NameClaimStore::find(domain::AccountId account)
{
    const auto row = work_.row(kFind, {account});
    if (!row) return std::nullopt;
    return domain::PersonNames{row->text("given_name"), row->text("fathers_name"), row->text("family_name")};
}

void NameClaimStore::put(domain::AccountId account, const domain::PersonNames& names, Instant now)
{
    work_.run(kPut, {account, names.given, names.fathers, names.family, now});
}

void NameClaimStore::remove(domain::AccountId account)
{
    work_.run(kRemove, {account});
}
} // namespace db
