#pragma once

#include <vector>

#include "portal/domain/accounts.hpp"

/// Citizens are reminded before something of theirs expires: of the verified document 60 and 14 days before, of an open
/// counter pass the day before its last. Once each, by letter, text message or both as the owner chose, only at a
/// confirmed address or telephone, and not at night.
namespace portal::domain {
/// Queues what is due now; of how many reminders. Call it every hour: several processes at once send none twice.
unsigned remind(const Context& context);

enum class ReminderKind { document_in_60_days, document_in_14_days, pass };

/// A reminder that nobody has sent yet.
struct DueReminder {
    AccountId account{};
    std::string username;
    std::string email; ///< empty: no letter is wanted, or can be sent
    std::string phone; ///< empty: likewise, no text message
    Language language{};
    Date ends{}; ///< the last day, in Sofia
};
/// Who is to be reminded, and who has been.
struct ReminderStore {
    virtual ~ReminderStore() = default;
    /// Of documents whose last day is one of these days. `texts`: whether text messages are sent at all.
    virtual std::vector<DueReminder> documents(ReminderKind kind, Date from, Date to, bool texts, unsigned most) = 0;
    /// Likewise, of open passes that expire after `from` and not after `to`, taken after the last visit.
    virtual std::vector<DueReminder> passes(Instant from, Instant to, bool texts, unsigned most) = 0;
    /// False where it was noted before, also by another process.
    virtual bool note(AccountId account, ReminderKind kind, Date ends, Instant now) = 0;
    virtual void remove(AccountId account) = 0;                       ///< all of an account's
    virtual std::size_t forget(Date ended_before, unsigned most) = 0; ///< deletes; how many
};
} // namespace portal::domain
