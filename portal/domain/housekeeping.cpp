#include "portal/domain/housekeeping.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "config/log.hpp"
#include "portal/domain/closing.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr auto kKeepEnded = 24h;
constexpr auto kKeepMail = 30 * 24h;
constexpr std::chrono::days kKeepReminders{30};
constexpr unsigned kAtOnce = 1000; ///< rows of a transaction: soon done, however many have gathered

/// What is put in order, and how: at most `kAtOnce` rows a call, which says how many.
struct Subject {
    const char* what;
    std::function<std::size_t(const Context&)> keep;
};

/// Each call in one of its own.
template <class Keep>
std::function<std::size_t(const Context&)> in_transactions(Keep keep)
{
    return [keep](const Context& context) {
        const auto transaction = context.database.begin();
        const std::size_t some = keep(*transaction);
        transaction->commit();
        return some;
    };
}

std::vector<Subject> subjects(const Context& context)
{
    const auto now = context.clock.now();
    const auto& rules = context.rules;
    const auto over = now - kKeepEnded;
    const auto longest_of_staff = std::max(rules.session_longest, rules.clerk_session_longest);
    const auto mail_over = now - kKeepMail;
    const std::chrono::sys_days reminders_over = std::chrono::sys_days{sofia_day(now)} - kKeepReminders;
    return {
        {"sessions", in_transactions([=](auto& all) {
             return all.sessions().forget(over, over - rules.session_longest, kAtOnce);
         })},
        {"staff_sessions", in_transactions([=](auto& all) {
             return all.staff().forget_sessions(over, over - longest_of_staff, kAtOnce);
         })},
        {"pending_sign_ins", in_transactions([=](auto& all) { return all.pending_sign_ins().forget(over, kAtOnce); })},
        {"links", in_transactions([=](auto& all) { return all.email_tokens().forget(over, kAtOnce); })},
        {"texts", in_transactions([=](auto& all) { return all.texts().forget(mail_over, kAtOnce); })},
        {"phone_requests", in_transactions([=](auto& all) { return all.phones().forget(over, kAtOnce); })},
        {"mails", in_transactions([=](auto& all) { return all.mail().forget(mail_over, kAtOnce); })},
        {"accounts", in_transactions([=](auto& all) {
             return all.accounts().release_unconfirmed(now - rules.unconfirmed_life, now - rules.unconfirmed_longest,
                                                       now, kAtOnce);
         })},
        {"closings", [](const Context& all) { return finish_closings(all); }},
        {"reminders", in_transactions([=](auto& all) { return all.reminders().forget(reminders_over, kAtOnce); })},
        {"browsers", in_transactions([=](auto& all) {
             return all.known_browsers().forget(now - rules.known_browser_life, kAtOnce);
         })},
        {"pauses", in_transactions([&context](auto& all) { return end_pauses_by_time(all, context, kAtOnce); })},
        {"counters", in_transactions([=](auto& all) { return all.throttle().forget_ended(now, kAtOnce); })},
    };
}

std::size_t keep(const Context& context, const Subject& subject)
{
    std::size_t all = 0;
    while (true) {
        const auto some = subject.keep(context);
        all += some;
        if (some < kAtOnce) return all;
    }
}
} // namespace

void keep_house(const Context& context)
{
    for (const auto& subject : subjects(context)) {
        try {
            if (const auto gone = keep(context, subject); gone > 0)
                config::log::info("housekeeping", {{"what", subject.what}, {"rows", static_cast<long long>(gone)}});
        } catch (const std::exception& error) {
            config::log::warn("housekeeping.fault", {{"what", subject.what}, {"error", error.what()}});
        }
    }
}
} // namespace portal::domain
