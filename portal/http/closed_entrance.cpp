#include "portal/http/closed_entrance.hpp"

#include "portal/domain/known_browsers.hpp"
#include "portal/http/letter_link.hpp"

namespace portal::http {
namespace {
using domain::OpeningRefusal;

Response refused(CitizenVisit& visit, OpeningRefusal refusal)
{
    PageData data;
    data.set("used", refusal == OpeningRefusal::used);
    data.set("expired", refusal == OpeningRefusal::expired);
    data.set("unknown", refusal == OpeningRefusal::unknown);
    return link_page(visit.page("open-entrance-refused", visit.text("This link cannot be used"), std::move(data), 410));
}

/// Opened by people and by mail scanners alike: changes nothing.
Response show(CitizenVisit& visit)
{
    const auto token = visit.request().query.get("token");
    const auto answer = domain::view_closed_entrance(visit.site().context, token);
    if (const auto* refusal = std::get_if<OpeningRefusal>(&answer)) return refused(visit, *refusal);
    PageData data;
    data.set("username", std::get<domain::ClosedEntrance>(answer).username);
    data.set("token", std::string{token});
    data.set("csrf", visit.csrf());
    return link_page(visit.page("open-entrance", visit.text("Many wrong passwords"), std::move(data)));
}

Response open(CitizenVisit& visit)
{
    const auto answer = domain::open_entrance(visit.site().context, visit.request().form.get("token"));
    if (const auto* refusal = std::get_if<OpeningRefusal>(&answer)) return refused(visit, *refusal);
    return see_other("/open-entrance/done");
}
} // namespace

void add_closed_entrance_routes(Router& router, const Site& site)
{
    router.get("/open-entrance", for_everybody(site, show));
    router.post("/open-entrance", for_everybody(site, open));
    router.get("/open-entrance/done", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("open-entrance-done", visit.text("You can sign in again"), {});
               }));
}
} // namespace portal::http
