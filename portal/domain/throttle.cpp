#include "portal/domain/throttle.hpp"

#include <algorithm>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
KeyedHash hash_of(const Context& context, std::string_view purpose, std::string_view what)
{
    return keyed_hash(context.keys.lookup, "throttle-" + std::string{purpose}, what);
}

TooMany wait_for(const Tries& tries, Instant now)
{
    return {std::max(tries.window_ends - now, std::chrono::seconds{1})};
}
} // namespace

std::optional<TooMany> count_try(Transaction& transaction, const Context& context, std::string_view purpose,
                                 std::string_view what, unsigned most)
{
    const auto now = context.clock.now();
    const auto tries = transaction.throttle().add(hash_of(context, purpose, what), now, context.rules.throttle_window);
    if (tries.count <= most) return std::nullopt;
    return wait_for(tries, now);
}

std::optional<TooMany> too_many_tries(Transaction& transaction, const Context& context, std::string_view purpose,
                                      std::string_view what, unsigned most)
{
    const auto now = context.clock.now();
    const auto tries = transaction.throttle().current(hash_of(context, purpose, what), now);
    if (tries.count < most) return std::nullopt;
    return wait_for(tries, now);
}

void forget_tries(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what)
{
    transaction.throttle().forget(hash_of(context, purpose, what));
}
} // namespace portal::domain
