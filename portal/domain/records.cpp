#include "portal/domain/records.hpp"

#include "config/log.hpp"
#include "portal/contract/kiosk_name.hpp"
#include "portal/domain/record_effect.hpp"

namespace portal::domain {
namespace {
using contract::Envelope;
using contract::Receipt;
using contract::ReceiptOutcome;
constexpr std::string_view kReceiptLabel = "gishe-receipt-v1";
constexpr std::size_t kReceiptIdSize = 16;

Receipt receipt_of(const RecordRow& row)
{
    Receipt receipt;
    receipt.id = row.receipt_id;
    receipt.kiosk = contract::kiosk_name(row.kiosk);
    receipt.number = row.number;
    receipt.record = row.id;
    receipt.header_hash = row.header_hash;
    receipt.outcome = row.outcome;
    receipt.reason = row.reason;
    receipt.received = row.received;
    receipt.key = row.receipt_key;
    receipt.signature = row.receipt_signature;
    return receipt;
}

Bytes signature_of(const Context& context, const Receipt& receipt)
{
    return contract::sign_ed25519(context.keys.portal.secret, kReceiptLabel, contract::receipt_bytes(receipt));
}

/// The receipt given before. Kiosks know today's key alone: one that an older key signed is signed anew.
Receipt receipt_again(const Context& context, const RecordRow& row)
{
    auto receipt = receipt_of(row);
    if (receipt.key == context.keys.portal_id) return receipt;
    receipt.key = context.keys.portal_id;
    receipt.signature = signature_of(context, receipt);
    return receipt;
}

/// What reports need of a content; personal details stay sealed.
void describe(RecordRow& row, const contract::RecordContent& content)
{
    std::visit([&](const auto& known) { row.offline = known.offline; }, content);
    if (const auto* verification = std::get_if<contract::VerificationContent>(&content)) {
        row.kind = RecordKind::verification;
        row.document_kind = verification->document.kind;
        row.assurance = word_of(verification->document.assurance);
        row.features_seen = verification->document.features_seen;
    } else if (const auto* refused = std::get_if<contract::RefusalContent>(&content)) {
        row.kind = RecordKind::refusal;
        row.refusal_reason = refused->reason;
        row.document_kind = refused->document_kind.value_or("");
        if (refused->assurance) row.assurance = word_of(*refused->assurance);
    } else if (std::holds_alternative<contract::SignInContent>(content)) {
        row.kind = RecordKind::sign_in;
    } else {
        row.kind = RecordKind::look_up;
    }
}

RecordRow row_of(Transaction& transaction, const Context& context, const Kiosk& kiosk, const ArrivedRecord& record)
{
    RecordRow row;
    row.row = transaction.records().next_row();
    row.kiosk = kiosk.number;
    row.number = record.header.number;
    row.id = record.header.id;
    row.header_hash = record.hash;
    if (transaction.staff().find(record.header.clerk)) row.clerk = record.header.clerk;
    row.kiosk_time = record.header.time;
    row.received = context.clock.now();
    row.sealed_to = record.header.sealed_to;
    row.receipt_id = contract::to_hex(contract::random_bytes(kReceiptIdSize));
    if (record.content) describe(row, *record.content);
    return row;
}

/// A kiosk, or whoever has its key, makes as many records as it likes: what it tells about one account for one reason
/// is one case, which names them all.
void open_case(Transaction& transaction, const RecordRow& row, const Objection& objection)
{
    if (const auto waiting = transaction.cases().find_open(row.kiosk, objection.reason, row.account))
        transaction.cases().attach(*waiting, row.row);
    else
        transaction.cases().open(objection.reason, row.row, objection.other, row.received);
}

/// Writes the record with what came of it: receipt and, unless accepted, a case.
Receipt conclude(Transaction& transaction, const Context& context, RecordRow row, const Envelope& envelope,
                 const std::optional<Objection>& objection)
{
    row.outcome = objection ? objection->outcome : ReceiptOutcome::accepted;
    row.reason = objection ? objection->reason : "";
    row.receipt_key = context.keys.portal_id;
    row.receipt_signature = signature_of(context, receipt_of(row));
    transaction.records().add(row, envelope);
    if (objection) {
        open_case(transaction, row, *objection);
        config::log::warn("record.not_accepted", {{"kiosk", static_cast<long long>(row.kiosk)},
                                                  {"number", static_cast<long long>(row.number)},
                                                  {"reason", objection->reason}});
    }
    return receipt_of(row);
}

/// Kept as it came, without a place in the chain and without effect.
Receipt take_stray(Transaction& transaction, const Context& context, const Kiosk& kiosk, const ArrivedRecord& record,
                   const Objection& objection)
{
    auto row = row_of(transaction, context, kiosk, record);
    row.stray = true;
    const bool genuine = kiosk_signed(transaction, record);
    return conclude(transaction, context, row, record.envelope, genuine ? objection : refusal("unsigned_stray"));
}

Receipt take_next(Transaction& transaction, const Context& context, const Kiosk& kiosk, const ChainHead& head,
                  const ArrivedRecord& record)
{
    auto objection = judge_origin(transaction, context, kiosk, head, record);
    auto row = row_of(transaction, context, kiosk, record);
    if (!objection) {
        auto effect = apply_record(transaction, context, kiosk, record, row.row);
        row.account = effect.account;
        row.verification = effect.verification;
        objection = std::move(effect.objection);
    }
    transaction.kiosks().advance_chain(kiosk.number, {record.header.number + 1, record.hash});
    return conclude(transaction, context, row, record.envelope, objection);
}

std::optional<std::int64_t> row_at(Transaction& transaction, const Kiosk& kiosk, std::uint64_t number)
{
    const auto row = transaction.records().find_by_number(kiosk.number, number);
    return row ? std::optional{row->row} : std::nullopt;
}

/// Empty: records before this one are missing.
std::optional<Receipt> take_one(const Context& context, const Kiosk& kiosk, const Envelope& envelope)
{
    ArrivedRecord record{envelope, contract::parse_header(envelope.header), contract::hash_of_header(envelope.header),
                         std::nullopt};
    const auto transaction = context.database.begin();
    const auto head = transaction->kiosks().lock_chain(kiosk.number);
    if (const auto known = transaction->records().find_by_hash(kiosk.number, record.hash))
        return receipt_again(context, *known);
    if (record.header.kiosk == kiosk.name && record.header.number > head.next_number) return std::nullopt;

    record.content = readable_content(context, envelope, record.header.sealed_to);
    Receipt receipt;
    if (record.header.kiosk != kiosk.name)
        receipt = take_stray(*transaction, context, kiosk, record, refusal("foreign_kiosk"));
    else if (record.header.number < head.next_number)
        receipt = take_stray(*transaction, context, kiosk, record,
                             conflict("number_reused", row_at(*transaction, kiosk, record.header.number)));
    else
        receipt = take_next(*transaction, context, kiosk, head, record);
    transaction->commit();
    return receipt;
}
} // namespace

std::optional<contract::RecordContent> readable_content(const Context& context, const Envelope& envelope,
                                                        const KeyId& sealed_to)
{
    const auto* key = find_sealing_key(context.keys, sealed_to);
    if (!key) return std::nullopt;
    try {
        return contract::open_content(envelope, *key);
    } catch (const contract::Malformed&) {
        return std::nullopt;
    }
}

contract::RecordsReply take_records(const Context& context, const Kiosk& kiosk, const contract::RecordsRequest& request)
{
    contract::RecordsReply reply;
    for (const auto& envelope : request.records) {
        const auto receipt = take_one(context, kiosk, envelope);
        if (!receipt) break;
        reply.receipts.push_back(*receipt);
    }
    reply.next_number = context.database.read()->kiosks().chain(kiosk.number).next_number;
    return reply;
}
} // namespace portal::domain
