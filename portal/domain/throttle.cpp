#include "portal/domain/throttle.hpp"

#include <algorithm>
#include <iterator>

#include <arpa/inet.h>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
KeyedHash hash_of(const Context& context, std::string_view purpose, std::string_view what)
{
    return keyed_hash(context.keys.lookup, "throttle-" + std::string{purpose}, what);
}

/// The first `bytes` of an IPv6 address; anything else as it is.
std::string prefix_of(std::string_view address, std::size_t bytes)
{
    in6_addr parsed{};
    const bool mapped = address.starts_with("::ffff:"); // an IPv4 address on a socket that serves both
    if (mapped || inet_pton(AF_INET6, std::string{address}.c_str(), &parsed) != 1) return std::string{address};
    return contract::to_hex({parsed.s6_addr, bytes}) + "::/" + std::to_string(8 * bytes);
}

/// One for all its spellings; other providers' as it is.
std::string as_gmail_knows(std::string mailbox)
{
    const auto local = mailbox.substr(0, mailbox.rfind('@'));
    if (mailbox != local + "@gmail.com" && mailbox != local + "@googlemail.com") return mailbox;
    std::string one;
    std::ranges::copy_if(local, std::back_inserter(one), [](char c) { return c != '.'; });
    return one + "@gmail.com";
}

TooMany wait_for(const Tries& tries, Instant now)
{
    return {std::max(tries.window_ends - now, std::chrono::seconds{1})};
}
} // namespace

std::string network_of(std::string_view address)
{
    return prefix_of(address, 8);
}

std::string site_of(std::string_view address)
{
    return prefix_of(address, 6);
}

std::string mailbox_of(std::string_view email)
{
    std::string mailbox{email};
    std::transform(mailbox.begin(), mailbox.end(), mailbox.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    const auto at = mailbox.rfind('@');
    const auto plus = mailbox.find('+');
    if (at != std::string::npos && plus != 0 && plus < at) mailbox.erase(plus, at - plus);
    return as_gmail_knows(std::move(mailbox));
}

Tries count(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what,
            std::optional<std::chrono::seconds> window)
{
    return transaction.throttle().add(hash_of(context, purpose, what), context.clock.now(),
                                      window.value_or(context.rules.throttle_window));
}

std::optional<TooMany> count_try(Transaction& transaction, const Context& context, std::string_view purpose,
                                 std::string_view what, unsigned most, std::optional<std::chrono::seconds> window)
{
    const auto tries = count(transaction, context, purpose, what, window);
    if (tries.count <= most) return std::nullopt;
    return wait_for(tries, context.clock.now());
}

std::optional<TooMany> count_network(Transaction& transaction, const Context& context, std::string_view purpose,
                                     std::string_view address, unsigned most,
                                     std::optional<std::chrono::seconds> window)
{
    const auto wait = count_try(transaction, context, purpose, network_of(address), most, window);
    if (wait) return wait;
    return count_try(transaction, context, std::string{purpose} + "-site", site_of(address), kNetworksOfSite * most,
                     window);
}

std::optional<TooMany> too_many_tries(Transaction& transaction, const Context& context, std::string_view purpose,
                                      std::string_view what, unsigned most)
{
    const auto now = context.clock.now();
    const auto tries = transaction.throttle().current(hash_of(context, purpose, what), now);
    if (tries.count < most) return std::nullopt;
    return wait_for(tries, now);
}

void take_try_back(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what)
{
    transaction.throttle().take_back(hash_of(context, purpose, what), context.clock.now());
}

bool had_enough(Transaction& transaction, const Context& context, const SentTo& to, const std::string& asker)
{
    constexpr unsigned kFirst = 2;
    const auto asked =
        count(transaction, context, std::string{to.purpose} + "-asker", asker + " " + to.place, kDay).count;
    const auto most = asked <= kFirst ? to.times * to.usual : to.usual;
    if (!count_try(transaction, context, to.purpose, to.place, most, kDay)) return false;
    take_try_back(transaction, context, to.purpose, to.place);
    return true;
}

void forget_tries(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what)
{
    transaction.throttle().forget(hash_of(context, purpose, what));
}
} // namespace portal::domain
