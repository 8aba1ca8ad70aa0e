#pragma once

#include "config/log.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
/// Sends what is due of one queue, one message after the other: a claim on many would run out while the first are on
/// their way, and another sender take them again. What is of no use any more is given up. At most `most` and as long as
/// `go_on` says so; returns how many left. `what`: as `Attempt` has it. `store`: of the queue, such as `&Stores::mail`.
/// `send` gets a row of it.
template <class Store, class Send>
unsigned send_due(const Context& context, std::string_view what, Store& (Stores::*store)(), unsigned most,
                  const std::function<bool()>& go_on, const Send& send)
{
    const auto claim = [&] {
        const auto now = context.clock.now();
        const auto transaction = context.database.begin();
        auto& queue = ((*transaction).*store)();
        const auto useless = queue.give_up_useless(now);
        auto queued = queue.claim(now, now + kOutboxClaim);
        transaction->commit();
        if (useless > 0)
            config::log::error(std::string{what} + ".useless", {{"given_up", static_cast<long long>(useless)}});
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
