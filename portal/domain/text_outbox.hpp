#pragma once

#include <functional>
#include <map>
#include <string>

#include "portal/domain/context.hpp"
#include "portal/domain/outbox.hpp"
#include "portal/domain/secrets.hpp"

/// Text messages to telephones, queued with the act that causes them and sent later, as letters are.
namespace portal::domain {
enum class TextKind {
    phone_code,       ///< code: to the number that is to be confirmed
    phone_replaced,   ///< username: to the number until now
    visit,            ///< username, desk, time (RFC 3339): the counter verified the owner
    document_expires, ///< username, `expires` (ISO 8601 date): a reminder
    pass_expires,     ///< the same
};

/// A message to be written; `arguments` are what its kind names.
struct TextMessage {
    TextKind kind{};
    Language language{};
    std::string phone; ///< `+359888123456`
    std::map<std::string, std::string> arguments;
};
/// Words of a message in the citizen's language.
struct TextWriter {
    virtual ~TextWriter() = default;
    virtual std::string write(const TextMessage& message) const = 0;
};
/// The way out. `send` throws `DeliveryRefused`, or any `std::exception` where it did not leave: it is tried again
/// later.
struct TextGateway {
    virtual ~TextGateway() = default;
    virtual void send(const std::string& phone, const std::string& words) = 0;
};

/// A row of the queue. `content` holds number and arguments, sealed.
struct QueuedText {
    std::int64_t id{};
    TextKind kind{};
    Language language{};
    Sealed content;
    unsigned tries{};
};
/// The queue.
struct TextStore : OutboxStore {
    virtual void queue(TextKind kind, Language language, const Sealed& content, std::optional<AccountId> account,
                       Instant now, Instant useless_after) = 0;
    /// Claims the message that is due first until `until`; two senders never get the same one. Empty: none is due.
    virtual std::optional<QueuedText> claim(Instant now, Instant until) = 0;
};

struct Transaction;
/// Within the act's transaction. Seals number and arguments under the data key. `use`: how long it is worth sending.
void queue_text(Transaction& transaction, const Context& context, const TextMessage& message, AccountId account,
                std::chrono::seconds use);

/// Sends what is due, at most `most` and as long as `go_on` says so; returns how many left.
unsigned send_due_texts(
    const Context& context, const TextWriter& writer, TextGateway& gateway, unsigned most = 20,
    const std::function<bool()>& go_on = [] { return true; });
} // namespace portal::domain
