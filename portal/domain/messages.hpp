#pragma once

#include <variant>
#include <vector>

#include "portal/domain/mail_outbox.hpp"
#include "portal/domain/page_of.hpp"
#include "portal/domain/text_outbox.hpp"

/// What was written to an owner: letters and text messages, without their words.
namespace portal::domain {
/// What stays of a message whose content is erased.
struct MessageTrace {
    std::variant<MailKind, TextKind> kind;
    Instant queued{};
    std::optional<Instant> sent;
    bool given_up{};
};
/// A page of them, newest first; they are kept for a while only: housekeeping.hpp.
struct Messages {
    PageOf at;
    std::vector<MessageTrace> messages;
};
/// `page`: a number out of range is the nearest one. Letters about a forgotten username or password are among them
/// where the account has confirmed their address.
Messages messages_of(const Context& context, AccountId account, std::int64_t page = 1);

/// Both queues, for looking alone.
struct MessageStore {
    virtual ~MessageStore() = default;
    virtual std::int64_t count_of_account(AccountId account) = 0;
    /// Newest first: at most `most`, without the `before` newest.
    virtual std::vector<MessageTrace> of_account(AccountId account, std::int64_t before, std::int64_t most) = 0;
};
} // namespace portal::domain
