#pragma once

#include "portal/domain/context.hpp"

/// What is over is not kept: sessions, links, mail and counters go some time after they ended, accounts that nobody
/// confirmed a day after they were registered.
namespace portal::domain {
/// Deletes sessions and links that were over a day ago, mail sent or given up 30 days ago, reminders of what expired 30
/// days ago, counters whose window has ended, accounts as `AccountStore::release_unconfirmed` says, and browsers in
/// which nobody signed in for 400 days. Closes accounts that nobody kept. Ends the pauses that time may end. Each of
/// these by itself, many small transactions if need be: a fault of one is logged, and the others go on; nothing is
/// thrown. Call it every hour; several processes at once leave each other's rows alone.
void keep_house(const Context& context);
} // namespace portal::domain
