#include "portal/domain/housekeeping.hpp"

#include <algorithm>

#include "config/log.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr auto kKeepEnded = 24h;
constexpr auto kKeepMail = 30 * 24h;
constexpr std::chrono::days kKeepReminders{30};
} // namespace

void keep_house(const Context& context)
{
    const auto now = context.clock.now();
    const auto& rules = context.rules;
    const auto over = now - kKeepEnded;
    const auto longest_of_staff = std::max(rules.session_longest, rules.clerk_session_longest);
    const auto transaction = context.database.begin();
    const auto sessions = transaction->sessions().forget(over, over - rules.session_longest) +
                          transaction->staff().forget_sessions(over, over - longest_of_staff);
    const auto pending = transaction->pending_sign_ins().forget(over);
    const auto links = transaction->email_tokens().forget(over);
    const auto texts = transaction->texts().forget(now - kKeepMail);
    const auto phones = transaction->phones().forget(over);
    const auto mails = transaction->mail().forget(now - kKeepMail);
    const auto accounts =
        transaction->accounts().release_unconfirmed(now - rules.unconfirmed_life, now - rules.unconfirmed_longest, now);
    const std::chrono::sys_days long_ago = std::chrono::sys_days{sofia_day(now)} - kKeepReminders;
    transaction->reminders().forget(long_ago);
    const auto browsers = transaction->known_browsers().forget(now - rules.known_browser_life);
    const auto pauses = end_pauses_by_time(*transaction, context);
    const auto counters = transaction->throttle().forget_ended(now);
    transaction->commit();
    config::log::info("housekeeping", {{"sessions", static_cast<long long>(sessions)},
                                       {"pending_sign_ins", static_cast<long long>(pending)},
                                       {"links", static_cast<long long>(links)},
                                       {"mails", static_cast<long long>(mails)},
                                       {"accounts", static_cast<long long>(accounts)},
                                       {"texts", static_cast<long long>(texts)},
                                       {"phone_requests", static_cast<long long>(phones)},
                                       {"browsers", static_cast<long long>(browsers)},
                                       {"pauses", static_cast<long long>(pauses)},
                                       {"counters", static_cast<long long>(counters)}});
}
} // namespace portal::domain
