#include "db/pass_store.hpp"

namespace db {
namespace {
constexpr Statement kStop{"pass_stop", R"(
    UPDATE counter_pass SET replaced_at = $2 WHERE account_id = $1 AND used_at IS NULL AND replaced_at IS NULL)"};
constexpr Statement kAdd{"pass_add", R"(
    INSERT INTO counter_pass (id, account_id, code, code_key, code_hash, code_hash_key, issued_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING)"};
constexpr auto kColumns = "id, account_id, code, code_key, issued_at, expires_at, used_at, replaced_at";
constexpr Statement kOpenOf{"pass_open_of", R"(
    SELECT $columns FROM counter_pass WHERE account_id = $1 AND used_at IS NULL AND replaced_at IS NULL)",
                            kColumns};
constexpr Statement kFind{"pass_find", "SELECT $columns FROM counter_pass WHERE id = $1", kColumns};
constexpr Statement kFindByCode{"pass_find_by_code", R"(
    SELECT $columns FROM counter_pass WHERE code_hash = $1 AND code_hash_key = $2)",
                                kColumns};
constexpr Statement kUse{"pass_use", "UPDATE counter_pass SET used_at = $2 WHERE id = $1 AND used_at IS NULL"};

std::optional<domain::PassRow> pass_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return domain::PassRow{row->array<contract::kPassIdSize>("id"),
                           row->integer("account_id"),
                           {row->text("code_key"), row->bytes("code")},
                           row->instant("issued_at"),
                           row->instant("expires_at"),
                           row->optional_instant("used_at"),
                           row->optional_instant("replaced_at")};
}
} // namespace

bool PassStore::replace(const domain::NewPass& pass)
{
    stop(pass.account, pass.issued);
    return work_.run(kAdd, {pass.id, pass.account, pass.code.bytes, pass.code.key, pass.code_hash.bytes,
                            pass.code_hash.key, pass.issued, pass.expires}) == 1;
}

void PassStore::stop(domain::AccountId account, Instant now)
{
    work_.run(kStop, {account, now});
}

std::optional<domain::PassRow> PassStore::open_of(domain::AccountId account)
{
    return pass_of(work_.row(kOpenOf, {account}));
}

std::optional<domain::PassRow> PassStore::find(const contract::PassId& id)
{
    return pass_of(work_.row(kFind, {id}));
}

std::optional<domain::PassRow> PassStore::find_by_code(const domain::KeyedHash& code)
{
    return pass_of(work_.row(kFindByCode, {code.bytes, code.key}));
}

bool PassStore::use(const contract::PassId& id, Instant when)
{
    return work_.run(kUse, {id, when}) == 1;
}
} // namespace db
