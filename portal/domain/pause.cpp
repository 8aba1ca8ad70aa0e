#include "portal/domain/pause.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
const char* word_of(PauseReason reason)
{
    switch (reason) {
    case PauseReason::reset_by_mail:
        return "reset_by_mail";
    case PauseReason::second_factor_lost:
        return "second_factor_lost";
    case PauseReason::alarm:
        return "alarm";
    }
    throw std::logic_error{"unknown reason of a pause"};
}

const char* word_of(PauseEnd end)
{
    switch (end) {
    case PauseEnd::counter:
        return "counter";
    case PauseEnd::second_factor:
        return "second_factor";
    case PauseEnd::signature:
        return "signature";
    case PauseEnd::time:
        return "time";
    case PauseEnd::supervisor:
        return "supervisor";
    }
    throw std::logic_error{"unknown end of a pause"};
}
} // namespace

void begin_pause(Transaction& transaction, AccountId account, PauseReason reason, Instant now)
{
    if (!transaction.pauses().begin(account, reason, now)) return;
    transaction.audit().add(
        {"account.paused", now, ActorKind::portal, {}, account, {}, {}, {{"reason", word_of(reason)}}});
}

bool end_pause(Transaction& transaction, AccountId account, PauseReason reason, PauseEnd by, Instant when)
{
    if (!transaction.pauses().end(account, reason, by, when)) return false;
    transaction.audit().add({"account.pause_ended",
                             when,
                             ActorKind::portal,
                             {},
                             account,
                             {},
                             {},
                             {{"reason", word_of(reason)}, {"by", word_of(by)}}});
    return true;
}

bool app_stood_before(Stores& stores, AccountId account, Instant reset)
{
    const auto factor = stores.second_factors().find(account);
    return factor && factor->enrolled < reset;
}

std::map<std::string, std::string> ways_out(Stores& stores, const Context& context, AccountId account,
                                            const Pause& pause)
{
    std::map<std::string, std::string> ways;
    if (pause.reason != PauseReason::reset_by_mail) return ways;
    if (app_stood_before(stores, account, pause.begun)) ways.emplace("app", "yes");
    if (const auto longest = context.rules.pause_after_reset; longest > std::chrono::days{0})
        ways.emplace("expires", contract::to_iso(sofia_day(pause.begun + longest)));
    return ways;
}

std::map<std::string, std::string> ways_out(const Context& context, AccountId account, const Pause& pause)
{
    return ways_out(*context.database.read(), context, account, pause);
}

std::size_t end_pauses_by_time(Transaction& transaction, const Context& context, unsigned most)
{
    const auto longest = context.rules.pause_after_reset;
    if (longest == std::chrono::days{0}) return 0;
    const auto now = context.clock.now();
    std::size_t ended = 0;
    for (const auto account : transaction.pauses().begun_by(PauseReason::reset_by_mail, now - longest, most))
        ended += end_pause(transaction, account, PauseReason::reset_by_mail, PauseEnd::time, now) ? 1 : 0;
    return ended;
}
} // namespace portal::domain
