#include "portal/domain/reminders.hpp"

#include "portal/contract/sofia_time.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr unsigned kMost = 500; ///< reminders of a kind at once: what citizens wait for goes on between
constexpr auto kMorning = 8h;   ///< in Sofia
constexpr auto kEvening = 20h;
constexpr auto kTextUse = 12h; ///< a reminder that comes later than this says little

bool at_night(Instant now)
{
    const auto clock = contract::sofia_clock(now);
    const auto time = clock - std::chrono::floor<days>(clock);
    return time < kMorning || time >= kEvening;
}

/// In a transaction of its own: the note and what is sent, or neither.
bool send(const Context& context, ReminderKind kind, const DueReminder& due)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    if (!transaction->reminders().note(due.account, kind, due.ends, now)) return false;
    const bool pass = kind == ReminderKind::pass;
    const std::map<std::string, std::string> arguments{{"username", due.username},
                                                       {"expires", contract::to_iso(due.ends)}};
    if (!due.email.empty())
        queue_mail(*transaction, context, pass ? MailKind::pass_expires : MailKind::document_expires, due.language,
                   due.email, arguments, due.account, start_of_sofia_day(sys_days{due.ends} + days{1}));
    if (!due.phone.empty())
        queue_text(*transaction, context,
                   {pass ? TextKind::pass_expires : TextKind::document_expires, due.language, due.phone, arguments},
                   due.account, kTextUse);
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
    if (at_night(now)) return 0;
    const bool texts = context.rules.sends_texts;
    const auto today = sys_days{sofia_day(now)};
    const auto documents = [&](ReminderKind kind, days from, days to) {
        const auto due = context.database.read()->reminders().documents(kind, today + from, today + to, texts, kMost);
        return send_all(context, kind, due);
    };
    auto sent = documents(ReminderKind::document_in_14_days, days{0}, days{14});
    sent += documents(ReminderKind::document_in_60_days, days{15}, days{60});
    const auto passes =
        context.database.read()->reminders().passes(now, start_of_sofia_day(today + days{2}), texts, kMost);
    return sent + send_all(context, ReminderKind::pass, passes);
}
} // namespace portal::domain
