#include "portal/http/alarm.hpp"

#include "portal/domain/alarm.hpp"
#include "portal/http/letter_link.hpp"

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
    router.get("/alarm/done", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("alarm-done", visit.text("E-payment is stopped"), {});
               }));
}
} // namespace portal::http
