#include "kiosk/core/record_book.hpp"

#include <fmt/format.h>

#include "portal/contract/kiosk_name.hpp"

namespace kiosk {
namespace contract = portal::contract;

namespace {
RecordKind kind_of(const contract::RecordContent& content)
{
    struct {
        RecordKind operator()(const contract::VerificationContent&) const { return RecordKind::verification; }
        RecordKind operator()(const contract::RefusalContent&) const { return RecordKind::refusal; }
        RecordKind operator()(const contract::SignInContent&) const { return RecordKind::sign_in; }
        RecordKind operator()(const contract::LookUpContent&) const { return RecordKind::look_up; }
    } kind;
    return std::visit(kind, content);
}
} // namespace

Recorded RecordBook::write(const contract::RecordContent& content, const ClerkKey& clerk, const Knowledge& knowledge,
                           contract::Instant now)
{
    const ChainHead head = outbox_.head();
    contract::RecordContext context;
    context.number = head.next_number;
    context.previous = head.previous;
    context.kiosk = kiosk_;
    context.clerk = clerk.identity.clerk;
    context.sealed_to = knowledge.sealing_key_id();
    context.sealing_key = knowledge.sealing_key();
    context.time = now;
    context.newest_receipt = head.newest_receipt;
    context.clerk_certificate = clerk.identity.certificate;
    const contract::Envelope envelope = contract::make_record(content, context, vault_.kiosk_signer(), *clerk.signer);
    outbox_.append(envelope, kind_of(content));
    return {contract::parse_header(envelope.header).id, head.next_number, now};
}

std::string record_number(std::string_view kiosk, std::uint64_t number)
{
    if (kiosk.starts_with(contract::kKioskPrefix)) kiosk.remove_prefix(contract::kKioskPrefix.size());
    return fmt::format("{}-{:06}", kiosk, number);
}
} // namespace kiosk
