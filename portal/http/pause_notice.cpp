#include "portal/http/pause_notice.hpp"

namespace portal::http {
PageData pause_notice(const Visit& visit, const domain::Account& account)
{
    if (!account.pause) return PageData{false};
    const auto& pause = *account.pause;
    const auto longest = visit.site().context.rules.pause_after_reset;
    const bool by_mail = pause.reason == domain::PauseReason::reset_by_mail;
    const bool ends = by_mail && longest > std::chrono::days{0};
    PageData data;
    data.set("by_mail", by_mail);
    data.set("alarm", pause.reason == domain::PauseReason::alarm);
    data.set("day", shown_date(pause.begun));
    data.set("hour", shown_time(pause.begun));
    data.set("ends", ends ? PageData{"day", shown_date(pause.begun + longest)} : PageData{false});
    return data;
}
} // namespace portal::http
