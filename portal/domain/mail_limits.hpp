#pragma once

#include <string_view>

#include "portal/domain/context.hpp"

namespace portal::domain {
struct Transaction;
/// Of all letters to one mailbox, those that one network asks for within a day: a stranger's use up nothing of the
/// owner's. Counts this one.
bool network_wrote_enough(Transaction& transaction, const Context& context, std::string_view email,
                          std::string_view network);
} // namespace portal::domain
