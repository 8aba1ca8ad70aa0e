#include "portal/domain/reminders.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr unsigned kMost = 500; ///< letters of a kind at once: those that citizens wait for go on between

/// In a transaction of its own: the note and its letter, or neither.
bool send(const Context& context, ReminderKind kind, const DueReminder& due)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    if (!transaction->reminders().note(due.account, kind, due.ends, now)) return false;
    const auto mail = kind == ReminderKind::pass ? MailKind::pass_expires : MailKind::document_expires;
    queue_mail(*transaction, context.keys, mail, due.language, due.email,
               {{"username", due.username}, {"expires", contract::to_iso(due.ends)}}, due.account, now);
    transaction->commit();
    return true;
}

unsigned send_all(const Context& context, ReminderKind kind, const std::vector<DueReminder>& all)
{
    unsigned sent = 0;
    for (const auto& due : all)
        sent += send(context, kind, due) ? 1 : 0;
    return sent;
}
} // namespace

unsigned remind(const Context& context)
{
    const auto now = context.clock.now();
    const auto today = sys_days{sofia_day(now)};
    const auto documents = [&](ReminderKind kind, days from, days to) {
        const auto due = context.database.read()->reminders().documents(kind, today + from, today + to, kMost);
        return send_all(context, kind, due);
    };
    auto sent = documents(ReminderKind::document_in_14_days, days{0}, days{14});
    sent += documents(ReminderKind::document_in_60_days, days{15}, days{60});
    const auto passes = context.database.read()->reminders().passes(now, now + 24h, kMost);
    return sent + send_all(context, ReminderKind::pass, passes);
}
} // namespace portal::domain
