#include "portal/http/alarm.hpp"

#include "portal/domain/alarm.hpp"
#include "portal/http/letter_link.hpp"

namespace portal::http {
namespace {
using domain::AlarmRefusal;

Response refused(CitizenVisit& visit, AlarmRefusal refusal)
{
    PageData data;
    data.set("used", refusal == AlarmRefusal::used);
    data.set("expired", refusal == AlarmRefusal::expired);
    data.set("unknown", refusal == AlarmRefusal::unknown);
    return link_page(visit.page("alarm-refused", visit.text("This link cannot be used"), std::move(data), 410));
}

/// Opened by people and by mail scanners alike: changes nothing.
Response show(CitizenVisit& visit)
{
    const auto token = visit.request().query.get("token");
    const auto answer = domain::view_alarm(visit.site().context, token);
    if (const auto* refusal = std::get_if<AlarmRefusal>(&answer)) return refused(visit, *refusal);
    const auto& view = std::get<domain::AlarmView>(answer);
    PageData data;
    data.set("username", view.username);
    data.set("raised", view.raised);
    data.set("token", std::string{token});
    data.set("csrf", visit.csrf());
    return link_page(visit.page("alarm", visit.text("Was it not you?"), std::move(data)));
}

Response raise(CitizenVisit& visit)
{
    const auto answer = domain::raise_alarm(visit.site().context, visit.request().form.get("token"));
    if (const auto* refusal = std::get_if<AlarmRefusal>(&answer)) return refused(visit, *refusal);
    return see_other("/alarm/done");
}
} // namespace

void add_alarm_routes(Router& router, const Site& site)
{
    router.get("/alarm", for_everybody(site, show));
    router.post("/alarm", for_everybody(site, raise));
    router.get("/alarm/done", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("alarm-done", visit.text("E-payment is stopped"), {});
               }));
}
} // namespace portal::http
