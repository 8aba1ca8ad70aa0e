#include "db/number_store.hpp"

#include "db/words.hpp"

namespace db {
namespace {
using contract::PersonalNumberKind;
constexpr std::array<std::pair<PersonalNumberKind, const char*>, 2> kKinds{
    {{PersonalNumberKind::egn, "egn"}, {PersonalNumberKind::lnch, "lnch"}}};

constexpr Statement kFind{"number_find", R"(
    SELECT kind, number, number_key, hash, hash_key FROM personal_number WHERE account_id = $1)"};
constexpr Statement kPut{"number_put", R"(
    INSERT INTO personal_number (account_id, kind, number, number_key, hash, hash_key, claimed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (account_id) DO UPDATE
        SET kind = excluded.kind, number = excluded.number, number_key = excluded.number_key, hash = excluded.hash,
            hash_key = excluded.hash_key, claimed_at = excluded.claimed_at)"};
constexpr Statement kRemove{"number_remove", "DELETE FROM personal_number WHERE account_id = $1"};
} // namespace

domain::NumberRow number_of(const Row& row)
{
    return {enum_of(kKinds, row.text("kind")),
            {row.text("number_key"), row.bytes("number")},
            {row.text("hash_key"), row.bytes("hash")}};
}

std::optional<domain::NumberRow> NumberStore::find(domain::AccountId account)
{
    const auto row = work_.row(kFind, {account});
    return row ? std::optional{number_of(*row)} : std::nullopt;
}

void NumberStore::put(domain::AccountId account, const domain::NumberRow& row, Instant now)
{
    work_.run(kPut, {account, word_of(kKinds, row.kind), row.number.bytes, row.number.key, row.hash.bytes, row.hash.key,
                     now});
}

void NumberStore::remove(domain::AccountId account)
{
    work_.run(kRemove, {account});
}
} // namespace db
