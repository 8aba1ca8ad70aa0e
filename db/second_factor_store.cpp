#include "db/second_factor_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"second_factor_add", R"(
    INSERT INTO second_factor (account_id, secret, secret_key, enrolled_at, last_step) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING)"};
constexpr Statement kFind{"second_factor_find", R"(
    SELECT secret, secret_key, enrolled_at, last_step FROM second_factor WHERE account_id = $1)"};
constexpr Statement kUseStep{"second_factor_use_step", R"(
    UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2)"};
constexpr Statement kRemove{"second_factor_remove", "DELETE FROM second_factor WHERE account_id = $1"};
constexpr Statement kRemoveCodes{"recovery_code_remove", "DELETE FROM recovery_code WHERE account_id = $1"};
constexpr Statement kAddCode{"recovery_code_add", R"(
    INSERT INTO recovery_code (account_id, hash, hash_key) VALUES ($1, $2, $3))"};
constexpr Statement kUseCode{"recovery_code_use", R"(
    UPDATE recovery_code SET used_at = $4
    WHERE account_id = $1 AND hash = $2 AND hash_key = $3 AND used_at IS NULL)"};
constexpr Statement kCodesLeft{"recovery_code_left", R"(
    SELECT count(*) AS codes FROM recovery_code WHERE account_id = $1 AND used_at IS NULL)"};
} // namespace

bool SecondFactorStore::add(domain::AccountId account, const domain::SecondFactor& factor)
{
    return work_.run(kAdd, {account, factor.secret.bytes, factor.secret.key, factor.enrolled, factor.last_step}) == 1;
}

std::optional<domain::SecondFactor> SecondFactorStore::find(domain::AccountId account)
{
    const auto row = work_.row(kFind, {account});
    if (!row) return std::nullopt;
    return domain::SecondFactor{
        {row->text("secret_key"), row->bytes("secret")}, row->instant("enrolled_at"), row->integer("last_step")};
}

bool SecondFactorStore::use_step(domain::AccountId account, domain::TotpStep step)
{
    return work_.run(kUseStep, {account, step}) == 1;
}

void SecondFactorStore::remove(domain::AccountId account)
{
    work_.run(kRemoveCodes, {account});
    work_.run(kRemove, {account});
}

void SecondFactorStore::put_codes(domain::AccountId account, const std::vector<domain::KeyedHash>& codes)
{
    work_.run(kRemoveCodes, {account});
    for (const auto& code : codes)
        work_.run(kAddCode, {account, code.bytes, code.key});
}

bool SecondFactorStore::use_code(domain::AccountId account, const domain::KeyedHash& code, Instant now)
{
    return work_.run(kUseCode, {account, code.bytes, code.key, now}) == 1;
}

unsigned SecondFactorStore::codes_left(domain::AccountId account)
{
    return static_cast<unsigned>(work_.one(kCodesLeft, {account}).integer("codes"));
}
} // namespace db
