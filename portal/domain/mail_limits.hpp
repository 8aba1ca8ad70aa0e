#pragma once

#include <string_view>

#include "portal/domain/context.hpp"

namespace portal::domain {
struct Transaction;
/// Of all letters to one mailbox, those that one network asks for within a day: a stranger's use up nothing of the
/// owner's; and of those to all mailboxes together what one subscriber may ask for, since anybody may type any address.
/// Counts this one.
bool network_wrote_enough(Transaction& transaction, const Context& context, std::string_view email,
                          std::string_view network);
} // namespace portal::domain
