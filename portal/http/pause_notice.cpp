#include "portal/http/pause_notice.hpp"

#include "portal/domain/second_factor.hpp"

namespace portal::http {
namespace {
/// A code of an app that was there before the password was set anew opens everything: who reads the mailbox has none.
bool app_opens(const domain::Context& context, const domain::Account& account)
{
    const auto factor = domain::second_factor_of(context, account.id);
    return factor && factor->enrolled < account.pause->begun;
}
} // namespace

PageData pause_notice(const Visit& visit, const domain::Account& account)
{
    if (!account.pause) return PageData{false};
    const auto& pause = *account.pause;
    const auto longest = visit.site().context.rules.pause_after_reset;
    const bool by_mail = pause.reason == domain::PauseReason::reset_by_mail;
    const bool ends = by_mail && longest > std::chrono::days{0};
    PageData data;
    data.set("by_mail", by_mail);
    data.set("factor_lost", pause.reason == domain::PauseReason::second_factor_lost);
    data.set("alarm", pause.reason == domain::PauseReason::alarm);
    data.set("day", shown_date(pause.begun));
    data.set("hour", shown_time(pause.begun));
    data.set("verified", account.verification.has_value());
    data.set("app", by_mail && app_opens(visit.site().context, account));
    data.set("ends", ends ? PageData{"day", shown_date(pause.begun + longest)} : PageData{false});
    return data;
}
} // namespace portal::http
