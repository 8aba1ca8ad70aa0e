#include "db/verification_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"verification_add", R"(
    INSERT INTO verification (account_id, person, person_key, verified_at, renewed_at, document_kind, document_issuer,
                              document_expiry, assurance, document_status, kiosk_id, clerk_id, record_id)
    VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id)"};
constexpr auto kColumns =
    "id, account_id, person, person_key, verified_at, renewed_at, document_kind, document_expiry, "
    "assurance, kiosk_id, record_id";
constexpr Statement kOfAccount{"verification_of_account", R"(
    SELECT $columns FROM verification WHERE account_id = $1 AND ended_at IS NULL)",
                               kColumns};
constexpr Statement kOfPerson{"verification_of_person", R"(
    SELECT $columns FROM verification WHERE person = $1 AND person_key = $2 AND ended_at IS NULL)",
                              kColumns};
constexpr Statement kEnd{"verification_end", R"(
    UPDATE verification SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL)"};
constexpr Statement kRenew{"verification_renew", R"(
    UPDATE verification SET renewed_at = $2, document_kind = $3, document_issuer = $4, document_expiry = $5,
                            assurance = $6, document_status = $7, kiosk_id = $8, clerk_id = $9, record_id = $10
    WHERE id = $1 AND renewed_at <= $2)"};

std::optional<domain::VerificationRow> verification_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return domain::VerificationRow{row->integer("id"),
                                   row->integer("account_id"),
                                   {row->text("person_key"), row->bytes("person")},
                                   row->instant("verified_at"),
                                   row->instant("renewed_at"),
                                   row->text("document_kind"),
                                   row->optional_date("document_expiry"),
                                   row->text("assurance"),
                                   row->integer("kiosk_id"),
                                   row->integer("record_id")};
}
} // namespace

std::optional<std::int64_t> VerificationStore::add(const domain::NewVerification& verification)
{
    const auto row =
        work_.row(kAdd, {verification.account, verification.person.bytes, verification.person.key,
                         verification.verified, verification.document_kind, verification.document_issuer,
                         verification.document_expiry, verification.assurance, verification.document_status,
                         verification.kiosk, verification.clerk, verification.record});
    return row ? std::optional{row->integer("id")} : std::nullopt;
}

std::optional<domain::VerificationRow> VerificationStore::of_account(domain::AccountId account)
{
    return verification_of(work_.row(kOfAccount, {account}));
}

std::optional<domain::VerificationRow> VerificationStore::of_person(const domain::KeyedHash& person)
{
    return verification_of(work_.row(kOfPerson, {person.bytes, person.key}));
}

void VerificationStore::end(domain::AccountId account, Instant now)
{
    work_.run(kEnd, {account, now});
}

bool VerificationStore::renew(std::int64_t id, const domain::NewVerification& visit)
{
    return work_.run(kRenew, {id, visit.verified, visit.document_kind, visit.document_issuer, visit.document_expiry,
                              visit.assurance, visit.document_status, visit.kiosk, visit.clerk, visit.record}) == 1;
}
} // namespace db
