#include "portal/http/closed_entrance.hpp"

#include "portal/domain/known_browsers.hpp"
#include "portal/http/letter_link.hpp"

namespace portal::http {
namespace {
using domain::LinkRefusal;
constexpr auto kRefused = "open-entrance-refused";

Response show(CitizenVisit& visit)
{
    const auto answer = domain::view_closed_entrance(visit.site().context, visit.request().query.get("token"));
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    PageData data;
    data.set("username", std::get<domain::ClosedEntrance>(answer).username);
    return link_page(visit, "open-entrance", visit.text("Many wrong passwords"), std::move(data));
}

Response open(CitizenVisit& visit)
{
    const auto answer =
        domain::open_entrance(visit.site().context, visit.request().form.get("token"), visit.request().client);
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
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
