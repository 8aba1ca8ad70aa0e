#include "portal/http/payments.hpp"

#include "portal/domain/obligations.hpp"
#include "portal/http/contested_visit.hpp"
#include "portal/http/pause_notice.hpp"

namespace portal::http {
namespace {
Response closed(CitizenVisit& visit, const domain::Account& account, domain::GateClosed why)
{
    PageData data;
    data.set("contested", contested_visit(account));
    data.set("unconfirmed", why == domain::GateClosed::email_unconfirmed);
    data.set("unverified", why == domain::GateClosed::unverified);
    data.set("expired", why == domain::GateClosed::document_expired);
    data.set("paused", pause_notice(visit, account));
    return visit.page("payments-closed", visit.text("E-payment"), std::move(data));
}

Response list(CitizenVisit& visit, const std::vector<domain::Obligation>& obligations)
{
    PageData rows{PageData::type::list};
    domain::Cents total = 0;
    for (const auto& obligation : obligations) {
        PageData row;
        row.set("reference", obligation.reference);
        row.set("name", visit.language() == Language::bulgarian ? obligation.bulgarian : obligation.english);
        row.set("due", shown_date(obligation.due));
        row.set("amount", shown_euro(obligation.amount, visit.language()));
        rows << row;
        total += obligation.amount;
    }
    PageData data;
    data.set("obligations", rows);
    data.set("any", !obligations.empty());
    data.set("total", shown_euro(total, visit.language()));
    return visit.page("payments", visit.text("E-payment"), std::move(data));
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::list_obligations(visit.site().context, account);
    if (const auto* why = std::get_if<domain::GateClosed>(&answer)) return closed(visit, account, *why);
    return list(visit, std::get<std::vector<domain::Obligation>>(answer));
}
} // namespace

void add_payment_routes(Router& router, const Site& site)
{
    router.get("/payments", for_citizen(site, show));
}
} // namespace portal::http
