#include "db/kiosk_store.hpp"

#include "portal/contract/kiosk_name.hpp"

namespace db {
namespace {
constexpr Statement kAddCode{"kiosk_add_code", R"(
    INSERT INTO enrolment_code (code, code_key, desk, place, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6))"};
constexpr Statement kFindCode{"kiosk_find_code", R"(
    SELECT id, desk, place, expires_at, used_at FROM enrolment_code WHERE code = $1 AND code_key = $2)"};
constexpr Statement kUseCode{"kiosk_use_code", R"(
    UPDATE enrolment_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL)"};
constexpr Statement kAdd{"kiosk_add", R"(
    INSERT INTO kiosk (desk, place, enrolled_at) VALUES ($1, $2, $3) RETURNING id)"};
constexpr Statement kAddCertificate{"kiosk_add_certificate", R"(
    INSERT INTO kiosk_certificate (fingerprint, kiosk_id, key_id, public_key, pem, software, valid_from, valid_until)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))"};
constexpr Statement kFindByCertificate{"kiosk_find_by_certificate", R"(
    SELECT id, desk, place, revoked_at FROM kiosk JOIN kiosk_certificate ON kiosk.id = kiosk_id
    WHERE fingerprint = $1 AND revoked_at IS NULL AND valid_from <= $2 AND $2 < valid_until)"};
constexpr Statement kFind{"kiosk_find", "SELECT id, desk, place, revoked_at FROM kiosk WHERE id = $1"};
constexpr Statement kAll{"kiosk_all", "SELECT id, desk, place, revoked_at FROM kiosk ORDER BY id"};
constexpr Statement kRevoke{"kiosk_revoke", "UPDATE kiosk SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL"};
constexpr Statement kFindKey{"kiosk_find_key", R"(
    SELECT key_id, public_key FROM kiosk_certificate WHERE kiosk_id = $1 AND key_id = $2)"};
constexpr Statement kFindKeyOf{"kiosk_find_key_of", R"(
    SELECT key_id, public_key FROM kiosk_certificate WHERE $3 || kiosk_id = $1 AND key_id = $2)"};
constexpr Statement kLockChain{"kiosk_lock_chain", R"(
    SELECT next_number, head_hash FROM kiosk WHERE id = $1 FOR NO KEY UPDATE)"};
constexpr Statement kChain{"kiosk_chain", "SELECT next_number, head_hash FROM kiosk WHERE id = $1"};
constexpr Statement kAdvance{"kiosk_advance", "UPDATE kiosk SET next_number = $2, head_hash = $3 WHERE id = $1"};

domain::Kiosk kiosk_of(const Row& row)
{
    const auto number = row.integer("id");
    return {number, contract::kiosk_name(number), row.text("desk"), row.text("place"),
            row.optional_instant("revoked_at")};
}

std::optional<domain::Kiosk> kiosk_of(const std::optional<Row>& row)
{
    return row ? std::optional{kiosk_of(*row)} : std::nullopt;
}

std::optional<domain::KioskKey> key_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return domain::KioskKey{row->text("key_id"), row->bytes("public_key")};
}

domain::ChainHead head_of(const Row& row)
{
    return {static_cast<std::uint64_t>(row.integer("next_number")),
            row.array<std::tuple_size_v<contract::Hash>>("head_hash")};
}
} // namespace

void KioskStore::add_code(const domain::KeyedHash& code, std::string_view desk, std::string_view place, Instant now,
                          Instant expires)
{
    work_.run(kAddCode, {code.bytes, code.key, desk, place, now, expires});
}

std::optional<domain::EnrolmentCode> KioskStore::find_code(const domain::KeyedHash& code)
{
    const auto row = work_.row(kFindCode, {code.bytes, code.key});
    if (!row) return std::nullopt;
    return domain::EnrolmentCode{row->integer("id"), row->text("desk"), row->text("place"), row->instant("expires_at"),
                                 row->optional_instant("used_at")};
}

bool KioskStore::use_code(std::int64_t id, Instant now)
{
    return work_.run(kUseCode, {id, now}) == 1;
}

domain::KioskNumber KioskStore::add(std::string_view desk, std::string_view place, Instant now)
{
    return work_.one(kAdd, {desk, place, now}).integer("id");
}

void KioskStore::add_certificate(domain::KioskNumber kiosk, const domain::KeyId& key,
                                 const domain::KioskCertificate& certificate, Instant from, Instant until,
                                 std::string_view software)
{
    work_.run(kAddCertificate,
              {certificate.fingerprint, kiosk, key, certificate.public_key, certificate.pem, software, from, until});
}

std::optional<domain::Kiosk> KioskStore::find_by_certificate(const Bytes& fingerprint, Instant now)
{
    return kiosk_of(work_.row(kFindByCertificate, {fingerprint, now}));
}

std::optional<domain::Kiosk> KioskStore::find(domain::KioskNumber kiosk)
{
    return kiosk_of(work_.row(kFind, {kiosk}));
}

std::vector<domain::Kiosk> KioskStore::all()
{
    std::vector<domain::Kiosk> kiosks;
    for (const auto& row : work_.rows(kAll))
        kiosks.push_back(kiosk_of(row));
    return kiosks;
}

bool KioskStore::revoke(domain::KioskNumber kiosk, Instant now)
{
    return work_.run(kRevoke, {kiosk, now}) == 1;
}

std::optional<domain::KioskKey> KioskStore::find_key(domain::KioskNumber kiosk, const domain::KeyId& key)
{
    return key_of(work_.row(kFindKey, {kiosk, key}));
}

std::optional<domain::KioskKey> KioskStore::find_key_of(std::string_view name, const domain::KeyId& key)
{
    return key_of(work_.row(kFindKeyOf, {name, key, contract::kKioskPrefix}));
}

domain::ChainHead KioskStore::lock_chain(domain::KioskNumber kiosk)
{
    return head_of(work_.one(kLockChain, {kiosk}));
}

domain::ChainHead KioskStore::chain(domain::KioskNumber kiosk)
{
    return head_of(work_.one(kChain, {kiosk}));
}

void KioskStore::advance_chain(domain::KioskNumber kiosk, const domain::ChainHead& head)
{
    work_.run(kAdvance, {kiosk, head.next_number, head.hash});
}
} // namespace db
