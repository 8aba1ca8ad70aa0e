#include "db/epoch_key_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"epoch_key_add", R"(
    INSERT INTO pass_epoch_key (number, key, key_key, signing_key, made_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING)"};
constexpr Statement kFind{"epoch_key_find", "SELECT * FROM pass_epoch_key WHERE number = $1"};
} // namespace

domain::EpochKeyRow EpochKeyStore::put_if_absent(const domain::EpochKeyRow& row, Instant now)
{
    work_.run(kAdd, {row.number, row.key.bytes, row.key.key, row.signing, now});
    return find(row.number).value();
}

std::optional<domain::EpochKeyRow> EpochKeyStore::find(std::uint16_t number)
{
    const auto row = work_.row(kFind, {number});
    if (!row) return std::nullopt;
    return domain::EpochKeyRow{number, {row->text("key_key"), row->bytes("key")}, row->text("signing_key")};
}
} // namespace db
