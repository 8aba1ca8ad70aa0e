#include "db/epoch_key_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"epoch_key_add", R"(
    INSERT INTO pass_epoch_key (number, key, key_key, signing_key, made_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING)"};
constexpr Statement kFind{"epoch_key_find",
                          "SELECT number, key, key_key, signing_key FROM pass_epoch_key WHERE number = $1"};
constexpr Statement kOfWeek{"epoch_key_of_week", R"(
    SELECT number, key, key_key, signing_key FROM pass_epoch_key WHERE number % $2 = $1 ORDER BY number)"};

domain::EpochKeyRow row_of(const Row& row)
{
    return {static_cast<std::uint16_t>(row.integer("number")),
            {row.text("key_key"), row.bytes("key")},
            row.text("signing_key")};
}
} // namespace

domain::EpochKeyRow EpochKeyStore::put_if_absent(const domain::EpochKeyRow& row, Instant now)
{
    work_.run(kAdd, {row.number, row.key.bytes, row.key.key, row.signing, now});
    return row_of(work_.one(kFind, {row.number}));
}

std::vector<domain::EpochKeyRow> EpochKeyStore::of_week(std::uint16_t week, std::uint16_t weeks)
{
    std::vector<domain::EpochKeyRow> keys;
    for (const auto& row : work_.rows(kOfWeek, {week, weeks}))
        keys.push_back(row_of(row));
    return keys;
}
} // namespace db
