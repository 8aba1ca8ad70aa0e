#include "portal/http/alarm.hpp"

#include "portal/domain/alarm.hpp"
#include "portal/http/letter_link.hpp"
#include "portal/http/sign_in.hpp"

namespace portal::http {
namespace {
using domain::LinkRefusal;
constexpr auto kRefused = "alarm-refused";

Response show(CitizenVisit& visit)
{
    const auto answer = domain::view_alarm(visit.site().context, visit.request().query.get("token"));
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    const auto& view = std::get<domain::AlarmView>(answer);
    PageData data;
    data.set("username", view.username);
    data.set("raised", view.raised);
    data.set("closing", view.closing);
    return link_page(visit, "alarm", visit.text("Was it not you?"), std::move(data));
}

/// Without a letter, for who is signed in.
Response show_own(CitizenVisit& visit, const domain::Account& account)
{
    PageData data;
    data.set("confirmed", account.email_confirmed.has_value());
    data.set("raised", account.pause && account.pause->reason == domain::PauseReason::alarm);
    data.set("csrf", visit.csrf());
    return visit.page("account-stop", visit.text("Was it not you?"), std::move(data));
}

Response raise_own(CitizenVisit& visit, const domain::Account& account)
{
    if (!domain::raise_own_alarm(visit.site().context, account.id, visit.request().client))
        return see_other("/account/stop");
    return signed_out(kSessionCookie, "/alarm/done");
}

Response raise(CitizenVisit& visit)
{
    const auto answer =
        domain::raise_alarm(visit.site().context, visit.request().form.get("token"), visit.request().client);
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    return see_other("/alarm/done");
}
} // namespace

void add_alarm_routes(Router& router, const Site& site)
{
    router.get("/alarm", for_everybody(site, show));
    router.post("/alarm", for_everybody(site, raise));
    router.get("/account/stop", for_citizen(site, show_own));
    router.post("/account/stop", for_citizen(site, raise_own));
    router.get("/alarm/done", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("alarm-done", visit.text("E-payment is stopped"), {});
               }));
}
} // namespace portal::http
