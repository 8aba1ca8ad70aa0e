#pragma once

#include <optional>
#include <string>

#include "portal/contract/record.hpp"
#include "portal/domain/database.hpp"

/// Whether a record is what it says: place in the chain, keys, signatures, clerk, time. Used by `take_records` alone.
namespace portal::domain {
/// Why a record has no effect. `other`: row of the record that stood there before.
struct Objection {
    contract::ReceiptOutcome outcome{};
    std::string reason;
    std::optional<std::int64_t> other{};
};
/// It waits for a supervisor.
Objection conflict(std::string reason, std::optional<std::int64_t> other = {});
/// It can never have an effect.
Objection refusal(std::string reason);

/// A record in its chain, with what could be read of it.
struct ArrivedRecord {
    const contract::Envelope& envelope;
    contract::RecordHeader header;
    contract::Hash hash{};
    std::optional<contract::RecordContent> content; ///< empty: sealed to another key, or unreadable
};

/// Whether the kiosk that the header names has signed it, whoever brings it.
bool kiosk_signed(Transaction& transaction, const ArrivedRecord& record);

/// The first thing that is wrong with chain, signatures or time; empty: the clerk said this at this kiosk.
std::optional<Objection> judge_origin(Transaction& transaction, const Context& context, const Kiosk& kiosk,
                                      const ChainHead& head, const ArrivedRecord& record);
} // namespace portal::domain
