#include "portal/http/pause_notice.hpp"

#include "portal/domain/pause.hpp"

namespace portal::http {
PageData pause_notice(const Visit& visit, const domain::Account& account)
{
    if (!account.pause) return PageData{false};
    const auto& pause = *account.pause;
    const auto ways = domain::ways_out(visit.site().context, account.id, pause);
    const auto ends = ways.find("expires");
    PageData data;
    data.set("by_mail", pause.reason == domain::PauseReason::reset_by_mail);
    data.set("factor_lost", pause.reason == domain::PauseReason::second_factor_lost);
    data.set("alarm", pause.reason == domain::PauseReason::alarm);
    data.set("day", shown_date(pause.begun));
    data.set("hour", shown_time(pause.begun));
    data.set("verified", account.verification.has_value());
    data.set("app", ways.contains("app"));
    data.set("ends",
             ends == ways.end() ? PageData{false} : PageData{"day", shown_date(contract::date_from_iso(ends->second))});
    return data;
}
} // namespace portal::http
