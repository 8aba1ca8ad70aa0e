#include "portal/http/log_in.hpp"

#include "portal/http/return_target.hpp"
#include "portal/http/sign_in.hpp"

namespace portal::http {
namespace {
/// Why a page of ours sent its visitor here.
std::string_view reason_of(std::string_view target)
{
    if (target == "/payments") return N_("Sign in to see your obligations.");
    if (target == "/account/pass") return N_("Sign in to take a counter pass.");
    if (target == "/account/number") return N_("Sign in to add your personal number.");
    if (target == "/account/password") return N_("Sign in to change your password.");
    if (target == "/account") return N_("Sign in to see your account.");
    return N_("Sign in to go on.");
}

/// `target`: empty where the visitor came of their own accord.
Response ask(CitizenVisit& visit, FormPage page, std::string_view target)
{
    PageData data;
    const auto local = target.empty() ? std::string{} : local_target(target);
    data.set("to", local);
    data.set("why", local.empty() ? PageData{false} : PageData{"words", visit.text(reason_of(local))});
    data.set("expired", visit.session_expired());
    return page.page("login", visit.text("Sign in to the e-portal"), std::move(data));
}

Response show(CitizenVisit& visit)
{
    const auto target = visit.request().query.get("to");
    if (visit.account()) return see_other(local_target(target));
    return ask(visit, sign_in_form(visit), target);
}

/// `token`: empty where others use it, too.
void remember_browser(Response& response, const Visit& visit, const std::string& token)
{
    if (!token.empty())
        set_lasting_cookie(response, kBrowserCookie, token, visit.site().context.rules.known_browser_life);
}

Response log_in(CitizenVisit& visit)
{
    const auto target = visit.request().form.get("to");
    auto form = sign_in_of(visit);
    form.browser = visit.request().cookie(kBrowserCookie);
    form.shared = !visit.field("shared").empty();
    const auto answer = domain::log_in(visit.site().context, form);
    refuse_for_now(answer);
    if (const auto* in = std::get_if<domain::LoggedIn>(&answer)) {
        auto response = signed_in(kSessionCookie, in->token, local_target(target));
        remember_browser(response, visit, in->browser);
        return response;
    }
    return ask(visit, sign_in_form(visit, wrong_credentials(visit)), target);
}

Response log_out(CitizenVisit& visit)
{
    if (!visit.session_token().empty()) domain::log_out(visit.site().context, visit.session_token());
    return signed_out(kSessionCookie, "/signed-out");
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
