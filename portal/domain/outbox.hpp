#pragma once

#include <functional>
#include <string_view>

#include "portal/domain/types.hpp"

/// What waits in the database until it leaves, by mail or as a text message: what is the same of both.
namespace portal::domain {
/// The other side answered that it will never take this message.
struct DeliveryRefused : Fault {
    using Fault::Fault;
};
enum class Delivery { sent, failed, refused };

/// A queue's rows after they were tried. Each is claimed before, for five minutes: a sender that dies leaves it to the
/// next.
struct OutboxStore {
    virtual ~OutboxStore() = default;
    virtual void sent(std::int64_t id, Instant now) = 0; ///< erases the content
    virtual void failed(std::int64_t id, Instant try_again) = 0;
    /// Counts a refusal; with the `most`th the message is given up, its content erased, and the answer is true.
    virtual bool refused(std::int64_t id, Instant now, Instant try_again, unsigned most) = 0;
    virtual void give_up_of(AccountId account, Instant now) = 0; ///< what waits for this account; erases the content
    /// What is of no use any more, at most a thousand at once; erases the content. How many.
    virtual std::size_t give_up_useless(Instant now) = 0;
    virtual std::int64_t waiting() = 0; ///< how many are neither sent nor given up
    /// Deletes at most `most` of what was sent or given up by then; how many.
    virtual std::size_t forget(Instant over_before, unsigned most) = 0;
};
constexpr std::chrono::minutes kOutboxClaim{5};

/// One message on its way, for log and waiting times.
struct Attempt {
    std::string_view what; ///< `mail`, `text`: begins its log events
    std::int64_t id{};
    unsigned tries{}; ///< this one included
};
/// Runs `send`; what it throws is logged and told as an outcome.
Delivery deliver(const Attempt& attempt, const std::function<void()>& send);
/// A message that failed waits 30 s, doubling up to an hour, for as long as it is of use. A refused one waits two
/// hours, and is given up with the 24th refusal: time enough for an operator to mend another side that refuses all.
void note_delivery(OutboxStore& store, const Attempt& attempt, Delivery outcome, Instant now);
} // namespace portal::domain
