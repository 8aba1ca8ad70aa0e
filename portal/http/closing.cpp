#include "portal/http/closing.hpp"

#include "portal/domain/closing.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/letter_link.hpp"
#include "portal/http/owner_proof.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/sign_in.hpp"

namespace portal::http {
namespace {
constexpr auto kRefused = "keep-account-refused";
constexpr auto kKept = "/keep-account/done";

std::string keepable_days()
{
    return std::to_string(domain::kKeepable.count());
}

Response ask(CitizenVisit& visit, const domain::Account& account, FormPage page)
{
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set("paused", account.pause.has_value());
    data.set("username", account.username);
    data.set("verified", account.verification.has_value());
    data.set("confirmed", account.email_confirmed.has_value());
    const auto end = domain::end_of_keeping(visit.site().context, account);
    data.set("days", keepable_days());
    data.set("day", shown_date(end));
    data.set("time", shown_time(end));
    return page.page("close", visit.text("Closing the account"), std::move(data));
}

Response close(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::close_account(visit.site().context, account, owner_proof(visit));
    refuse_for_now(answer);
    if (std::holds_alternative<domain::ClosingBegun>(answer)) return signed_out(kSessionCookie, "/account-closed");
    FormPage page{visit};
    put_proof_faults(page, visit, answer);
    return ask(visit, account, std::move(page));
}

Response closing(CitizenVisit& visit, const domain::Account& account)
{
    if (!account.closes) return see_other("/account");
    PageData data;
    data.set("username", account.username);
    data.set("day", shown_date(*account.closes));
    data.set("time", shown_time(*account.closes));
    data.set("confirmed", account.email_confirmed.has_value());
    return visit.page("closing", visit.text("Your account will be closed"), std::move(data));
}

Response keep(CitizenVisit& visit, const domain::Account& account)
{
    domain::keep_account(visit.site().context, account.id);
    return see_other(kKept);
}

Response show_link(CitizenVisit& visit)
{
    const auto answer = domain::view_keeping(visit.site().context, visit.request().query.get("token"));
    if (const auto* refusal = std::get_if<domain::LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    const auto& view = std::get<domain::KeepView>(answer);
    PageData data;
    data.set("username", view.username);
    data.set("day", shown_date(view.closes));
    return link_page(visit, "keep-account", visit.text("Keep your account"), std::move(data));
}

Response keep_by_link(CitizenVisit& visit)
{
    const auto refusal =
        domain::keep_by_link(visit.site().context, visit.request().form.get("token"), visit.request().client);
    return refusal ? refused_link(visit, kRefused, *refusal) : see_other(kKept);
}

Response closed(CitizenVisit& visit)
{
    PageData data;
    data.set("days", keepable_days());
    return visit.page("closed", visit.text("Your account will be closed"), std::move(data));
}
} // namespace

void add_closing_routes(Router& router, const Site& site)
{
    router.get("/account/close", for_citizen(site, [](CitizenVisit& visit, const domain::Account& account) {
                   return ask(visit, account, FormPage{visit});
               }));
    router.post("/account/close", for_citizen(site, close));
    router.get("/account-closed", for_everybody(site, closed));
    router.get(kClosingPage, for_citizen(site, closing, WhileClosing::open));
    router.post("/account/keep", for_citizen(site, keep, WhileClosing::open));
    router.get("/keep-account", for_everybody(site, show_link));
    router.post("/keep-account", for_everybody(site, keep_by_link));
    router.get(kKept, for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("keep-account-done", visit.text("Your account is kept"), {});
               }));
}
} // namespace portal::http
