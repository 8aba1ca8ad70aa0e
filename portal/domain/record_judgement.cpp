#include "portal/domain/record_judgement.hpp"

#include <algorithm>

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
using contract::ClerkCertificate;
using contract::ReceiptOutcome;
constexpr auto kClockTolerance = 5min;

std::optional<Objection> judge_chain(Transaction& transaction, const ChainHead& head, const ArrivedRecord& record)
{
    if (record.header.previous != head.hash) return conflict("chain_broken");
    if (transaction.records().id_known(record.header.id)) return conflict("record_id_reused");
    return std::nullopt;
}

/// Empty where it is not signed by the key that it names, today's or an older one.
std::optional<ClerkCertificate> certificate_of(const PortalKeys& keys, ByteView bytes)
{
    const auto claimed = contract::peek_clerk_certificate(bytes);
    const auto* key = claimed ? find_portal_key(keys, claimed->issuer) : nullptr;
    return key ? contract::open_clerk_certificate(bytes, key->open) : std::nullopt;
}

/// The certificate says that this key is this clerk's on this kiosk at this time.
std::optional<Objection> judge_certificate(const std::optional<ClerkCertificate>& certificate,
                                           const contract::RecordHeader& header)
{
    if (!certificate || certificate->clerk != header.clerk || certificate->kiosk != header.kiosk ||
        contract::key_id_of(certificate->public_key) != header.clerk_key)
        return refusal("bad_clerk_certificate");
    if (header.time < certificate->not_before || header.time > certificate->not_after)
        return refusal("clerk_certificate_not_in_force");
    return std::nullopt;
}

std::optional<Objection> judge_signatures(Transaction& transaction, const Context& context, const Kiosk& kiosk,
                                          const ArrivedRecord& record)
{
    const auto kiosk_key = transaction.kiosks().find_key(kiosk.number, record.header.kiosk_key);
    if (!kiosk_key) return refusal("unknown_kiosk_key");
    const auto certificate = certificate_of(context.keys, record.envelope.clerk_certificate);
    if (auto objection = judge_certificate(certificate, record.header)) return objection;
    if (!contract::verify_signatures(record.envelope, kiosk_key->public_key, certificate->public_key))
        return refusal("bad_signature");
    return std::nullopt;
}

/// A record of a clerk who was disabled meanwhile may have waited at a kiosk without network, or be dated back: only a
/// person can tell.
std::optional<Objection> judge_clerk(Transaction& transaction, const contract::RecordHeader& header)
{
    const auto clerk = transaction.staff().find(header.clerk);
    if (!clerk) return refusal("unknown_clerk");
    if (!clerk->disabled) return std::nullopt;
    return header.time >= *clerk->disabled ? refusal("clerk_disabled") : conflict("clerk_disabled_since");
}

/// A kiosk's records come about one after the other. Where the kiosk's clock was ahead, the arrival bounds the earlier
/// record's time. All of them count, whatever became of them: small steps back, or one record that is dated back and
/// objected to, make no room for another.
bool before_previous(Transaction& transaction, const Kiosk& kiosk, const contract::RecordHeader& header)
{
    const auto latest = transaction.records().latest_time(kiosk.number);
    return latest && header.time < *latest - kClockTolerance;
}

/// A kiosk that has seen a receipt does not forget it: by naming none, or an older one, a record could be dated back.
std::optional<Objection> judge_receipt(Transaction& transaction, const Kiosk& kiosk,
                                       const contract::RecordHeader& header)
{
    const auto before = transaction.records().last_accepted_header(kiosk.number);
    const auto seen = before ? contract::parse_header(*before).newest_receipt : std::string{};
    if (header.newest_receipt.empty())
        return seen.empty() ? std::nullopt : std::optional{conflict("receipt_forgotten")};
    const auto receipt = transaction.records().receipt_time(kiosk.number, header.newest_receipt);
    if (!receipt) return conflict("unknown_receipt");
    if (!seen.empty() && *receipt < transaction.records().receipt_time(kiosk.number, seen))
        return conflict("receipt_forgotten");
    if (header.time < *receipt - kClockTolerance) return conflict("time_before_receipt");
    return std::nullopt;
}

/// Not before the newest receipt that it names, nor the record before it; not after its arrival.
std::optional<Objection> judge_time(Transaction& transaction, const Context& context, const Kiosk& kiosk,
                                    const contract::RecordHeader& header)
{
    if (header.time > context.clock.now() + kClockTolerance) return conflict("time_in_future");
    if (auto objection = judge_receipt(transaction, kiosk, header)) return objection;
    if (before_previous(transaction, kiosk, header)) return conflict("time_before_previous");
    return std::nullopt;
}
} // namespace

Objection conflict(std::string reason, std::optional<std::int64_t> other)
{
    return {ReceiptOutcome::conflict, std::move(reason), other};
}

Objection refusal(std::string reason)
{
    return {ReceiptOutcome::refused, std::move(reason), std::nullopt};
}

bool kiosk_signed(Transaction& transaction, const ArrivedRecord& record)
{
    const auto key = transaction.kiosks().find_key_of(record.header.kiosk, record.header.kiosk_key);
    return key && contract::verify_kiosk_signature(record.envelope, key->public_key);
}

std::optional<Objection> judge_origin(Transaction& transaction, const Context& context, const Kiosk& kiosk,
                                      const ChainHead& head, const ArrivedRecord& record)
{
    if (auto objection = judge_chain(transaction, head, record)) return objection;
    if (auto objection = judge_signatures(transaction, context, kiosk, record)) return objection;
    if (auto objection = judge_clerk(transaction, record.header)) return objection;
    if (auto objection = judge_time(transaction, context, kiosk, record.header)) return objection;
    if (!find_sealing_key(context.keys, record.header.sealed_to)) return refusal("unknown_sealing_key");
    if (!record.content) return refusal("unreadable_content");
    return std::nullopt;
}
} // namespace portal::domain
