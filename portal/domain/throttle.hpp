#pragma once

#include <optional>

#include "portal/domain/context.hpp"
#include "portal/domain/secrets.hpp"

/// Counters of tries within a window, kept under keyed hashes: they tell nobody who tried what.
namespace portal::domain {
inline constexpr std::chrono::hours kDay{24};

/// How often, and until when that counts.
struct Tries {
    unsigned count{};
    Instant window_ends{};
};

/// The counters.
struct ThrottleStore {
    virtual ~ThrottleStore() = default;
    /// Adds one try; a window that has ended begins anew. Returns the state after it.
    virtual Tries add(const KeyedHash& what, Instant now, std::chrono::seconds window) = 0;
    virtual Tries current(const KeyedHash& what, Instant now) = 0;
    virtual void take_back(const KeyedHash& what, Instant now) = 0; ///< one try of the window that is open
    virtual void forget(const KeyedHash& what) = 0;
    /// Deletes at most `most` counters whose window has ended; how many.
    virtual std::size_t forget_ended(Instant now, unsigned most) = 0;
};

/// Whom the counters know a visitor by: of an IPv6 address its /64, since one household has all of it; an IPv4 address
/// and anything else as it is.
std::string network_of(std::string_view address);
/// Wider than a network: of an IPv6 address its /48, which is what one subscriber can be given at most (RFC 6177).
std::string site_of(std::string_view address);
/// Whom the counters know a mailbox by: in practice letter case makes no difference to one, nor what stands behind a
/// plus before the `@` (RFC 5233 §1), nor dots there at Gmail, which has two domains for each mailbox.
std::string mailbox_of(std::string_view email);

struct Transaction;
/// Counts one try of `what` under `purpose` and tells how many there are in the window with it. `window`: otherwise
/// that of the rules.
Tries count(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what,
            std::optional<std::chrono::seconds> window = {});
/// Counts one try of `what` under `purpose`. Answers how long to wait where it was one too many; stays counted either
/// way once the transaction is committed. `window`: otherwise that of the rules.
std::optional<TooMany> count_try(Transaction& transaction, const Context& context, std::string_view purpose,
                                 std::string_view what, unsigned most, std::optional<std::chrono::seconds> window = {});
/// Counts nothing: how long to wait where `most` tries of `what` have been counted, so that one more would be too many.
std::optional<TooMany> too_many_tries(Transaction& transaction, const Context& context, std::string_view purpose,
                                      std::string_view what, unsigned most);
inline constexpr unsigned kNetworksOfSite = 5;
/// Counts one try of the visitor's network, and of the networks that one subscriber may have: those, all together, get
/// five times as much, since a mobile operator's many telephones share such a prefix.
std::optional<TooMany> count_network(Transaction& transaction, const Context& context, std::string_view purpose,
                                     std::string_view address, unsigned most,
                                     std::optional<std::chrono::seconds> window = {});
/// A try that was counted did not come to be judged.
void take_try_back(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what);
/// What is sent to one place, a mailbox or a telephone.
struct SentTo {
    std::string_view purpose;
    std::string place;
    unsigned usual{};  ///< within a day
    unsigned times{4}; ///< the usual number, whoever asks
};
/// Counts one more of it, unless the place has had enough: then none is to leave. The first two of each `asker` leave
/// beyond what is usual: strangers who ask for many do not keep the owner from theirs that easily.
bool had_enough(Transaction& transaction, const Context& context, const SentTo& to, const std::string& asker);
/// The tries of `what` ended well.
void forget_tries(Transaction& transaction, const Context& context, std::string_view purpose, std::string_view what);
} // namespace portal::domain
