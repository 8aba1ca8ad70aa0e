#include "portal/http/email_confirmation.hpp"

#include "portal/domain/email_confirmation.hpp"
#include "portal/http/letter_link.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
using domain::LinkRefusal;
constexpr auto kRefused = "confirm-email-refused";

Response show(CitizenVisit& visit)
{
    const auto answer = domain::view_confirmation(visit.site().context, visit.request().query.get("token"));
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    const auto& view = std::get<domain::ConfirmationView>(answer);
    PageData data;
    data.set("username", view.username);
    data.set("email", view.email_masked);
    return link_page(visit, "confirm-email", visit.text("Confirm your e-mail address"), std::move(data));
}

Response confirm(CitizenVisit& visit)
{
    const auto answer =
        domain::confirm_email(visit.site().context, visit.request().form.get("token"), visit.request().client);
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    if (std::holds_alternative<domain::AddressFull>(answer)) return refused_link(visit, kRefused, "full");
    return see_other(visit.account() ? "/account" : "/confirm-email/done");
}

Response resend(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::resend_confirmation(visit.site().context, account.id, visit.request().client);
    refuse_for_now(answer);
    return see_other(std::get<domain::Resent>(answer) == domain::Resent::sent ? "/account/link-sent" : "/account");
}

Response link_sent(CitizenVisit& visit, const domain::Account& account)
{
    PageData data;
    data.set("sent_to", account.email);
    return visit.page("registration-sent", visit.text("Open your mailbox"), std::move(data));
}
} // namespace

void add_email_confirmation_routes(Router& router, const Site& site)
{
    router.get("/confirm-email", for_everybody(site, show));
    router.post("/confirm-email", for_everybody(site, confirm));
    router.get("/confirm-email/done", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("confirm-email-done", visit.text("Your e-mail address is confirmed"), {});
               }));
    router.post("/account/resend-link", for_citizen(site, resend));
    router.get("/account/link-sent", for_citizen(site, link_sent));
}
} // namespace portal::http
