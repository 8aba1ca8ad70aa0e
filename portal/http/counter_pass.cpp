#include "portal/http/counter_pass.hpp"

#include "portal/contract/counter_pass.hpp"
#include "portal/domain/counter_pass.hpp"
#include "portal/http/contested_visit.hpp"
#include "portal/http/qr.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
PageData shown(const Visit& visit, const domain::Account& account, const domain::IssuedPass& pass)
{
    PageData data;
    data.set("username", account.username);
    data.set("names", contract::full_name(account.names));
    data.set("qr", qr_svg(pass.qr_digits, visit.text("QR code of the counter pass")));
    data.set("digits", contract::grouped_pass_code(pass.code));
    data.set("expires", shown_date(pass.expires));
    data.set("issued_day", shown_date(pass.issued));
    data.set("issued_time", shown_time(pass.issued));
    return data;
}

/// The open pass; the first visit makes one.
Response show(CitizenVisit& visit, const domain::Account& account)
{
    const auto open = domain::current_pass(visit.site().context, account.id);
    PageData data;
    data.set("replaced", open && !visit.request().query.get("replaced").empty());
    data.set("pass", open ? shown(visit, account, *open) : PageData{false});
    data.set("contested", contested_visit(account));
    data.set("verified", account.verification.has_value());
    data.set("unconfirmed", !account.email_confirmed);
    data.set("without_number", account.number_masked.empty());
    return visit.page("pass", visit.text("Counter pass"), std::move(data));
}

Response issue(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::issue_pass(visit.site().context, account.id);
    refuse_for_now(answer);
    if (const auto* refusal = std::get_if<domain::PassIssueRefusal>(&answer))
        if (*refusal == domain::PassIssueRefusal::closed) throw HttpError{403, "account_closed", {}};
    // Without a confirmed address, that page says what to do.
    return see_other(account.has_pass ? "/account/pass?replaced=yes" : "/account/pass");
}
} // namespace

void add_counter_pass_routes(Router& router, const Site& site)
{
    router.get("/account/pass", for_citizen(site, show));
    router.post("/account/pass", for_citizen(site, issue));
}
} // namespace portal::http
