#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "portal/contract/record.hpp"
#include "portal/contract/wire.hpp"

namespace kiosk {
/// The disk refuses: full, locked, torn or unreadable. Nothing that was being written counts as written.
struct OutboxFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The portal has more records of this kiosk than the outbox: it is an old copy, and one more record would fork the
/// chain.
struct OutboxBehind : OutboxFailed {
    using OutboxFailed::OutboxFailed;
};

/// All that the outbox tells of a record in clear, besides its header.
enum class RecordKind { verification, refusal, sign_in, look_up };

/// Where the kiosk's chain goes on.
struct ChainHead {
    std::uint64_t next_number{1};
    portal::contract::Hash previous{};
    std::string newest_receipt; ///< empty before the first
};

/// A decision that has no receipt yet, as far as it can be read back: the rest is sealed to the portal.
struct WaitingDecision {
    std::uint64_t number{};
    portal::contract::Instant recorded{};
    RecordKind kind{}; ///< verification or refusal
};

/// Decisions of one day at this counter.
struct DayCounts {
    unsigned verified{}, refused{};
};

/// The queue of records on disk. Every call may block on the disk and throws `OutboxFailed`; callable from any worker.
class Outbox {
public:
    virtual ~Outbox() = default;
    virtual ChainHead head() = 0;
    /// Which number the portal expects next: beyond the head nothing can be appended until it is told otherwise.
    /// Durable.
    virtual void portal_expects(std::uint64_t number) = 0;
    virtual bool is_behind() = 0;
    /// Durable when it returns. Throws `OutboxBehind`, or `std::logic_error` where the record does not continue the
    /// chain.
    virtual void append(const portal::contract::Envelope& record, RecordKind kind) = 0;

    virtual std::vector<portal::contract::Envelope> pending(std::size_t most) = 0; ///< without receipt, in order
    /// In order from `number` on, with or without receipt: what the portal asks to have again.
    virtual std::vector<portal::contract::Envelope> from(std::uint64_t number, std::size_t most) = 0;
    virtual unsigned waiting() = 0;
    virtual std::vector<WaitingDecision> waiting_decisions(std::size_t most) = 0; ///< newest first
    /// Durable when it returns; a receipt that is here already changes nothing.
    virtual void keep(const portal::contract::Receipt& receipt) = 0;
    /// Without those that the portal does not accept.
    virtual DayCounts counts_since(portal::contract::Instant since) = 0;
    /// Forgets records whose receipt is older than `before`; the head of the chain always stays.
    virtual void forget_received(portal::contract::Instant before) = 0;

    /// Small protected notes that must be as durable as the records.
    virtual void remember(std::string_view name, portal::contract::ByteView value) = 0;
    virtual std::optional<portal::contract::Bytes> recall(std::string_view name) = 0;
};
} // namespace kiosk
