#include "portal/http/log_in.hpp"

#include "portal/http/form_page.hpp"
#include "portal/http/return_target.hpp"

namespace portal::http {
namespace {
Response ask(CitizenVisit& visit, FormPage& page, std::string_view target)
{
    PageData data;
    data.set("to", local_target(target));
    data.set("expired", visit.session_expired());
    return page.page("login", visit.text("Sign in to the e-portal"), std::move(data));
}

Response show(CitizenVisit& visit)
{
    const auto target = visit.request().query.get("to");
    if (visit.account()) return see_other(local_target(target));
    FormPage page{visit};
    page.value("username", "");
    page.value("password", "");
    return ask(visit, page, target);
}

Response log_in(CitizenVisit& visit)
{
    const auto target = visit.request().form.get("to");
    domain::LogIn form;
    form.username = visit.field("username");
    form.password = visit.request().form.get("password");
    form.network = visit.request().client;
    form.agent = visit.request().header("User-Agent");
    const auto answer = domain::log_in(visit.site().context, form);
    if (const auto* in = std::get_if<domain::LoggedIn>(&answer)) {
        Response response = see_other(local_target(target));
        set_cookie(response, kSessionCookie, in->token);
        return response;
    }
    if (const auto* many = std::get_if<domain::TooMany>(&answer)) throw HttpError{429, "too_many_requests", many->wait};
    if (std::holds_alternative<domain::Busy>(answer)) throw HttpError{503, "busy", kBusyWait};
    FormPage page{visit};
    page.value("username", visit.field("username"));
    page.value("password", "");
    page.fault("username", visit.text("The username or the password is wrong. Check both and try again."));
    return ask(visit, page, target);
}

Response log_out(CitizenVisit& visit)
{
    if (!visit.session_token().empty()) domain::log_out(visit.site().context, visit.session_token());
    Response response = see_other("/signed-out");
    drop_cookie(response, kSessionCookie);
    response.set("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}
} // namespace

void add_log_in_routes(Router& router, const Site& site)
{
    router.get("/login", for_everybody(site, show));
    router.post("/login", for_everybody(site, log_in));
    router.post("/logout", for_everybody(site, log_out));
    router.get("/signed-out", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("signed-out", visit.text("You have signed out"), {});
               }));
}
} // namespace portal::http
