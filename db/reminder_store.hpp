#pragma once

#include "db/work.hpp"
#include "portal/domain/reminders.hpp"

namespace db {
/// Reminders of citizens, within one transaction.
class ReminderStore final : public domain::ReminderStore {
public:
    explicit ReminderStore(Work& work) : work_{work} {}

    std::vector<domain::DueReminder> documents(domain::ReminderKind kind, Date from, Date to, bool texts,
                                               unsigned most) override;
    std::vector<domain::DueReminder> passes(Instant from, Instant to, bool texts, unsigned most) override;
    bool note(domain::AccountId account, domain::ReminderKind kind, Date ends, Instant now) override;
    void remove(domain::AccountId account) override;
    std::size_t forget(Date ended_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
