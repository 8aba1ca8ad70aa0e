#include "portal/http/closing.hpp"

#include "portal/domain/closing.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/password_words.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/sign_in.hpp"

namespace portal::http {
namespace {
Response ask(CitizenVisit& visit, const domain::Account& account, FormPage page)
{
    page.value("password", "");
    PageData data;
    data.set("paused", account.pause.has_value());
    data.set("username", account.username);
    data.set("verified", account.verification.has_value());
    return page.page("close", visit.text("Closing the account"), std::move(data));
}

Response close(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::close_account(
        visit.site().context, account,
        {visit.request().form.get("password"), visit.request().client, visit.request().cookie(kBrowserCookie)});
    refuse_for_now(answer);
    if (std::holds_alternative<domain::Closed>(answer)) return signed_out(kSessionCookie, "/account-closed");
    FormPage page{visit};
    put_password_fault(page, visit, answer);
    return ask(visit, account, std::move(page));
}
} // namespace

void add_closing_routes(Router& router, const Site& site)
{
    router.get("/account/close", for_citizen(site, [](CitizenVisit& visit, const domain::Account& account) {
                   return ask(visit, account, FormPage{visit});
               }));
    router.post("/account/close", for_citizen(site, close));
    router.get("/account-closed", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("closed", visit.text("Your account is closed"), {});
               }));
}
} // namespace portal::http
