#include "portal/http/notices.hpp"

#include "portal/domain/notices.hpp"
#include "portal/domain/phone.hpp"
#include "portal/http/profile.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
/// A text message goes to a confirmed number alone.
bool can_get_texts(const CitizenVisit& visit, const domain::Account& account)
{
    const auto& context = visit.site().context;
    return context.rules.sends_texts && domain::phone_of(context, account.id).confirmed.has_value();
}

Response show_notices(CitizenVisit& visit, const domain::Account& account)
{
    const auto choice = domain::notices_of(visit.site().context, account.id);
    PageData data;
    data.set("reminders_by_mail", choice.reminders_by_mail);
    data.set("reminders_by_text", choice.reminders_by_text);
    data.set("visits_by_text", choice.visits_by_text);
    data.set("paused", account.pause.has_value());
    data.set("texts", can_get_texts(visit, account));
    return visit.page("account-notices", visit.text("Notices"), std::move(data));
}

Response choose_notices(CitizenVisit& visit, const domain::Account& account)
{
    const auto chosen = [&](std::string_view name) { return !visit.field(name).empty(); };
    auto choice = domain::notices_of(visit.site().context, account.id);
    choice.reminders_by_mail = chosen("reminders_by_mail");
    if (can_get_texts(visit, account)) {
        choice.reminders_by_text = chosen("reminders_by_text");
        choice.visits_by_text = chosen("visits_by_text");
    }
    const auto answer = domain::choose_notices(visit.site().context, account.id, choice);
    refuse_for_now(answer);
    return std::holds_alternative<domain::Chosen>(answer) ? profile_saved() : see_other("/account/notices");
}

Response show_language(CitizenVisit& visit, const domain::Account& account)
{
    PageData data;
    data.set("bulgarian_chosen", account.language == Language::bulgarian);
    return visit.page("account-language", visit.text("Language"), std::move(data));
}

/// The pages of this browser follow.
Response choose_language(CitizenVisit& visit, const domain::Account& account)
{
    const auto language = language_of(visit.field("language"), account.language);
    refuse_for_now(domain::set_language(visit.site().context, account.id, language));
    auto response = profile_saved();
    set_cookie(response, kLanguageCookie, code_of(language));
    return response;
}
} // namespace

void add_notice_routes(Router& router, const Site& site)
{
    router.get("/account/notices", for_citizen(site, show_notices));
    router.post("/account/notices", for_citizen(site, choose_notices));
    router.get("/account/language", for_citizen(site, show_language));
    router.post("/account/language", for_citizen(site, choose_language));
}
} // namespace portal::http
