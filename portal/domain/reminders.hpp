#pragma once

#include <vector>

#include "portal/domain/accounts.hpp"

/// Citizens are reminded before something of theirs expires: of the verified document 60 and 14 days before, of an open
/// counter pass a day before. Once each, only at a confirmed address, and not who wants no reminders.
namespace portal::domain {
/// Queues the letters that are due now; how many. Call it every hour: several processes at once send none twice.
unsigned remind(const Context& context);

enum class ReminderKind { document_in_60_days, document_in_14_days, pass };

/// A letter that nobody has sent yet.
struct DueReminder {
    AccountId account{};
    std::string username;
    std::string email;
    Language language{};
    Date ends{}; ///< the last day, in Sofia
};
/// Who is to be reminded, and who has been.
struct ReminderStore {
    virtual ~ReminderStore() = default;
    /// Of documents whose last day is one of these days.
    virtual std::vector<DueReminder> documents(ReminderKind kind, Date from, Date to, unsigned most) = 0;
    /// Of open passes that expire after `from` and not after `to`, taken after the last visit.
    virtual std::vector<DueReminder> passes(Instant from, Instant to, unsigned most) = 0;
    /// False where it was noted before, also by another process.
    virtual bool note(AccountId account, ReminderKind kind, Date ends, Instant now) = 0;
    virtual std::size_t forget(Date ended_before, unsigned most) = 0; ///< deletes; how many
};
} // namespace portal::domain
