#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/domain/types.hpp"

/// The audit log: an event is written in the transaction of its act. It holds ids only; personal details stand apart
/// with a salt and can be erased, the event keeps their commitment SHA-256(salt ‖ details).
namespace portal::domain {
/// Who acted; decides what the number in `actor` means.
enum class ActorKind { citizen, clerk, supervisor, kiosk, operator_, portal };
/// As the log and an export write it.
inline constexpr std::array<std::pair<ActorKind, const char*>, 6> kActorKinds{{{ActorKind::citizen, "citizen"},
                                                                               {ActorKind::clerk, "clerk"},
                                                                               {ActorKind::supervisor, "supervisor"},
                                                                               {ActorKind::kiosk, "kiosk"},
                                                                               {ActorKind::operator_, "operator"},
                                                                               {ActorKind::portal, "portal"}}};

/// One act. What is not told stays empty.
struct AuditEvent {
    std::string kind; ///< `account.registered`, `identity.verified`, `account.looked_up`, …
    Instant time{};
    ActorKind actor_kind{ActorKind::portal};
    std::optional<std::int64_t> actor; ///< account or staff id
    std::optional<AccountId> account;  ///< whose data it was
    std::optional<KioskNumber> kiosk;
    std::optional<std::int64_t> record;         ///< row of the kiosk record that told it
    std::map<std::string, std::string> details; ///< personal, erasable: `username` asked, `network`, `reason`, …
};

/// An event with where it was done; empty: at no counter.
struct PlacedEvent {
    AuditEvent event;
    std::string desk;
    std::string place;
};

/// Events are added and read; they are neither changed nor deleted.
struct AuditStore {
    virtual ~AuditStore() = default;
    /// In the transaction of the act itself.
    virtual void add(const AuditEvent& event) = 0;
    virtual std::vector<AuditEvent> of_account(AccountId account, unsigned most) = 0; ///< the last written first
    virtual std::int64_t count_of_account(AccountId account) = 0;
    virtual bool happened(AccountId account, std::string_view kind) = 0; ///< at least once
    /// Newest first by their time: at most `most`, without the `before` newest.
    virtual std::vector<PlacedEvent> page_of_account(AccountId account, std::int64_t before, std::int64_t most) = 0;
};

struct Transaction;
/// An act of the account's owner, without details.
void note_own_act(Transaction& transaction, const char* kind, AccountId account, Instant now);
} // namespace portal::domain
