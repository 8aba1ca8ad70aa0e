#pragma once

#include "portal/domain/database.hpp"

namespace portal::domain {
/// Sends what is due of one queue, one message after the other: a claim on many would run out while the first are on
/// their way, and another sender take them again. At most `most` and as long as `go_on` says so; returns how many left.
/// `what`: as `Attempt` has it. `store`: of the queue, such as `&Stores::mail`. `send` gets a row of it.
template <class Store, class Send>
unsigned send_due(const Context& context, std::string_view what, Store& (Stores::*store)(), unsigned most,
                  const std::function<bool()>& go_on, const Send& send)
{
    const auto claim = [&] {
        const auto now = context.clock.now();
        const auto transaction = context.database.begin();
        auto queued = ((*transaction).*store)().claim(now, now + kOutboxClaim);
        transaction->commit();
        return queued;
    };
    unsigned left = 0;
    for (unsigned tried = 0; tried < most && go_on(); ++tried) {
        const auto queued = claim();
        if (!queued) break;
        const Attempt attempt{what, queued->id, queued->tries};
        const auto outcome = deliver(attempt, [&] { send(*queued); });
        const auto transaction = context.database.begin();
        note_delivery(((*transaction).*store)(), attempt, outcome, context.clock.now());
        transaction->commit();
        left += outcome == Delivery::sent ? 1 : 0;
    }
    return left;
}
} // namespace portal::domain
