#include "portal/http/new_address.hpp"

#include "portal/domain/new_address.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/letter_link.hpp"
#include "portal/http/owner_proof.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
using domain::LinkRefusal;
using domain::NewAddressRefusal;
constexpr auto kRefused = "new-address-refused";

Response ask(CitizenVisit& visit, const domain::Account& account, FormPage& page)
{
    const auto waiting = domain::waiting_address(visit.site().context, account.id);
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set("current", account.email);
    data.set("waiting", waiting ? PageData{"address", *waiting} : PageData{false});
    data.set("paused", account.pause.has_value());
    data.set("unconfirmed", !account.email_confirmed);
    return page.page("account-email", visit.text("E-mail address"), std::move(data));
}

FormPage form_of(CitizenVisit& visit)
{
    FormPage page{visit};
    page.value("email", visit.field("email"));
    return page;
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    auto page = form_of(visit);
    return ask(visit, account, page);
}

Response change(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer =
        domain::ask_new_address(visit.site().context, account, {std::string{visit.field("email")}, owner_proof(visit)});
    refuse_for_now(answer);
    if (std::holds_alternative<domain::NewAddressAsked>(answer)) return see_other("/account/email/sent");
    if (const auto* corrected = std::get_if<domain::Resent>(&answer))
        return see_other(*corrected == domain::Resent::sent ? "/account/link-sent" : "/account/email");
    auto page = form_of(visit);
    if (const auto* refusal = std::get_if<NewAddressRefusal>(&answer)) {
        if (*refusal == NewAddressRefusal::wrong)
            page.fault("email", visit.text("Enter an e-mail address in Latin letters, such as name@example.com."));
        if (*refusal == NewAddressRefusal::same)
            page.fault("email", visit.text("This is the address that your account has. Enter another one."));
    }
    put_proof_faults(page, visit, answer);
    return page.ok() ? see_other("/account/email") : ask(visit, account, page);
}

Response sent(CitizenVisit& visit, const domain::Account& account)
{
    const auto waiting = domain::waiting_address(visit.site().context, account.id);
    if (!waiting || account.pause) return see_other("/account/email");
    PageData data;
    data.set("address", *waiting);
    data.set("current", account.email);
    return visit.page("new-address-sent", visit.text("Open your new mailbox"), std::move(data));
}

Response withdraw(CitizenVisit& visit, const domain::Account& account)
{
    domain::withdraw_new_address(visit.site().context, account.id);
    return see_other("/account/email");
}

/// Sections about links that did their work.
constexpr auto kUsed = "used";
constexpr auto kKept = "kept";

Response refused(CitizenVisit& visit, LinkRefusal refusal, const char* used)
{
    const bool done = refusal == LinkRefusal::used;
    return refused_link(visit, kRefused, done ? used : "over", done);
}

Response page_behind(CitizenVisit& visit, const std::variant<domain::NewAddressView, LinkRefusal>& found,
                     std::string_view name, std::string_view title, const char* used)
{
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return refused(visit, *refusal, used);
    const auto& view = std::get<domain::NewAddressView>(found);
    PageData data;
    data.set("username", view.username);
    data.set("email", view.email_masked);
    data.set("restores", !view.counts);
    data.set("closing", view.closing);
    return link_page(visit, name, visit.text(title), std::move(data));
}

Response show_new(CitizenVisit& visit)
{
    return page_behind(visit, domain::view_new_address(visit.site().context, visit.request().query.get("token")),
                       "new-address", N_("Confirm your new e-mail address"), kUsed);
}

Response confirm(CitizenVisit& visit)
{
    const auto answer =
        domain::confirm_new_address(visit.site().context, visit.request().form.get("token"), visit.request().client);
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused(visit, *refusal, kUsed);
    if (std::holds_alternative<domain::AddressFull>(answer)) return refused_link(visit, kRefused, "full");
    if (std::holds_alternative<domain::AccountPaused>(answer)) return refused_link(visit, kRefused, "paused");
    return see_other("/new-address/done");
}

Response show_stop(CitizenVisit& visit)
{
    return page_behind(visit, domain::view_stop(visit.site().context, visit.request().query.get("token")),
                       "stop-new-address", N_("Keep your e-mail address"), kKept);
}

Response stop(CitizenVisit& visit)
{
    const auto answer =
        domain::stop_new_address(visit.site().context, visit.request().form.get("token"), visit.request().client);
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused(visit, *refusal, kKept);
    return see_other(std::get<domain::AddressStopped>(answer) == domain::AddressStopped::restored
                         ? "/stop-new-address/restored"
                         : "/stop-new-address/done");
}

/// What was done, on a page that may be opened again.
Handler done(const Site& site, const char* section, std::string_view title)
{
    return for_everybody(site, [section, title](CitizenVisit& visit) {
        PageData data;
        data.set(section, true);
        data.set("heading", visit.text(title));
        return visit.page("new-address-done", visit.text(title), std::move(data));
    });
}
} // namespace

void add_new_address_routes(Router& router, const Site& site)
{
    router.get("/account/email", for_citizen(site, show));
    router.post("/account/email", for_citizen(site, change));
    router.get("/account/email/sent", for_citizen(site, sent));
    router.post("/account/email/withdraw", for_citizen(site, withdraw));
    router.get("/new-address", for_everybody(site, show_new));
    router.post("/new-address", for_everybody(site, confirm));
    router.get("/new-address/done", done(site, "changed", N_("Your e-mail address has changed")));
    router.get("/stop-new-address", for_everybody(site, show_stop));
    router.post("/stop-new-address", for_everybody(site, stop));
    router.get("/stop-new-address/done", done(site, "stopped", N_("Your e-mail address stays")));
    router.get("/stop-new-address/restored", done(site, "restored", N_("Your e-mail address is back")));
}
} // namespace portal::http
