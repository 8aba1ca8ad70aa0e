#include "db/record_store.hpp"

#include "db/record_words.hpp"

namespace db {
namespace {
constexpr auto kColumns =
    "id, kiosk_id, number, stray, record_id, header_hash, kind, clerk_id, account_id, verification_id, kiosk_time, "
    "received_at, refusal_reason, document_kind, assurance, features_seen, offline, outcome, reason, receipt_id, "
    "receipt_key, "
    "receipt_signature";
constexpr Statement kByHash{"record_by_hash", "SELECT $columns FROM record WHERE kiosk_id = $1 AND header_hash = $2",
                            kColumns};
constexpr Statement kByNumber{"record_by_number", R"(
    SELECT $columns FROM record WHERE kiosk_id = $1 AND number = $2 AND NOT stray)",
                              kColumns};
constexpr Statement kIdKnown{"record_id_known", "SELECT FROM record WHERE record_id = $1 AND NOT stray LIMIT 1"};
constexpr Statement kReceiptTime{"record_receipt_time", R"(
    SELECT received_at FROM record WHERE receipt_id = $2 AND kiosk_id = $1)"};
constexpr Statement kLastAccepted{"record_last_accepted", R"(
    SELECT header FROM record WHERE kiosk_id = $1 AND NOT stray AND outcome = 'accepted' ORDER BY number DESC LIMIT 1)"};
constexpr Statement kLatestTime{"record_latest_time", R"(
    SELECT LEAST(kiosk_time, received_at) AS latest FROM record WHERE kiosk_id = $1 AND NOT stray
    ORDER BY LEAST(kiosk_time, received_at) DESC LIMIT 1)"};
constexpr Statement kNextRow{"record_next_row", "SELECT nextval('record_id_seq') AS id"};
constexpr Statement kAdd{"record_add", R"(
    INSERT INTO record (id, kiosk_id, number, stray, record_id, header_hash, kind, clerk_id, account_id, verification_id,
                        kiosk_time, received_at, refusal_reason, assurance, offline, outcome, reason, receipt_id,
                        receipt_key, receipt_signature, header, sealed, sealed_to, kiosk_signature, clerk_signature,
                        clerk_certificate, document_kind, features_seen)
    OVERRIDING SYSTEM VALUE
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
            $25, $26, $27, $28))"};

std::optional<domain::RecordRow> record_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    domain::RecordRow record;
    record.row = row->integer("id");
    record.kiosk = row->integer("kiosk_id");
    record.number = static_cast<std::uint64_t>(row->integer("number"));
    record.stray = row->flag("stray");
    record.id = row->array<std::tuple_size_v<contract::RecordId>>("record_id");
    record.header_hash = row->array<std::tuple_size_v<contract::Hash>>("header_hash");
    record.kind = enum_of(kRecordKinds, row->text("kind"));
    record.clerk = row->optional_integer("clerk_id");
    record.account = row->optional_integer("account_id");
    record.verification = row->optional_integer("verification_id");
    record.kiosk_time = row->instant("kiosk_time");
    record.received = row->instant("received_at");
    record.refusal_reason = row->text("refusal_reason");
    record.document_kind = row->text("document_kind");
    record.assurance = row->text("assurance");
    record.features_seen = codes_of(row->text("features_seen"));
    record.offline = row->flag("offline");
    record.outcome = enum_of(kOutcomes, row->text("outcome"));
    record.reason = row->text("reason");
    record.receipt_id = row->text("receipt_id");
    record.receipt_key = row->text("receipt_key");
    record.receipt_signature = row->bytes("receipt_signature");
    return record;
}
} // namespace

std::optional<domain::RecordRow> RecordStore::find_by_hash(domain::KioskNumber kiosk, const contract::Hash& header_hash)
{
    return record_of(work_.row(kByHash, {kiosk, header_hash}));
}

std::optional<domain::RecordRow> RecordStore::find_by_number(domain::KioskNumber kiosk, std::uint64_t number)
{
    return record_of(work_.row(kByNumber, {kiosk, number}));
}

bool RecordStore::id_known(const contract::RecordId& id)
{
    return work_.row(kIdKnown, {id}).has_value();
}

std::optional<Instant> RecordStore::receipt_time(domain::KioskNumber kiosk, std::string_view receipt_id)
{
    const auto row = work_.row(kReceiptTime, {kiosk, receipt_id});
    return row ? std::optional{row->instant("received_at")} : std::nullopt;
}

std::optional<Bytes> RecordStore::last_accepted_header(domain::KioskNumber kiosk)
{
    const auto row = work_.row(kLastAccepted, {kiosk});
    return row ? std::optional{row->bytes("header")} : std::nullopt;
}

std::optional<Instant> RecordStore::latest_time(domain::KioskNumber kiosk)
{
    const auto row = work_.row(kLatestTime, {kiosk});
    return row ? std::optional{row->instant("latest")} : std::nullopt;
}

std::int64_t RecordStore::next_row()
{
    return work_.one(kNextRow).integer("id");
}

void RecordStore::add(const domain::RecordRow& row, const contract::Envelope& envelope)
{
    work_.run(kAdd, {row.row,
                     row.kiosk,
                     row.number,
                     row.stray,
                     row.id,
                     row.header_hash,
                     word_of(kRecordKinds, row.kind),
                     row.clerk,
                     row.account,
                     row.verification,
                     row.kiosk_time,
                     row.received,
                     row.refusal_reason,
                     row.assurance,
                     row.offline,
                     word_of(kOutcomes, row.outcome),
                     row.reason,
                     row.receipt_id,
                     row.receipt_key,
                     row.receipt_signature,
                     envelope.header,
                     envelope.sealed,
                     row.sealed_to,
                     envelope.kiosk_signature,
                     envelope.clerk_signature,
                     envelope.clerk_certificate,
                     row.document_kind,
                     column_of(row.features_seen)});
}
} // namespace db
