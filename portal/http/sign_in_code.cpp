#include "portal/http/sign_in_code.hpp"

#include "portal/domain/pending_sign_in.hpp"
#include "portal/http/error_answers.hpp"
#include "portal/http/form.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/log_in.hpp"
#include "portal/http/password_words.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/return_target.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kPendingCookie = "__Host-sign-in";

std::string with_target(std::string_view path, std::string_view target)
{
    return std::string{path} + "?to=" + url_encoded(target);
}

Response ask(CitizenVisit& visit, FormPage& page, std::string_view target, std::string_view held)
{
    PageData data;
    data.set("to", std::string{target});
    data.set("held", held.empty() ? PageData{false} : PageData{"form", std::string{held}});
    data.set("over", false);
    return page.page("login-code", visit.text("Confirm that it is you"), std::move(data));
}

/// What was filled in before comes along.
Response begin_again(CitizenVisit& visit, std::string_view target, std::string_view held)
{
    if (!held.empty()) {
        auto response = ask_to_sign_in(visit, target, std::string{held}, sign_in_over(visit));
        response.status = 410;
        drop_cookie(response, kPendingCookie);
        return response;
    }
    PageData data;
    PageData over{"again", with_target("/login", target)};
    over.set("words", sign_in_over(visit));
    data.set("over", over);
    auto response = visit.page("login-code", visit.text("Confirm that it is you"), std::move(data), 410);
    drop_cookie(response, kPendingCookie);
    return response;
}

Response show(CitizenVisit& visit)
{
    const auto target = local_target(visit.request().query.get("to"));
    if (visit.account()) return see_other(target);
    if (!domain::code_wanted(visit.site().context, visit.request().cookie(kPendingCookie)))
        return begin_again(visit, target, {});
    FormPage page{visit};
    page.value("code", "");
    return ask(visit, page, target, {});
}

Response give(CitizenVisit& visit, const Router& pages)
{
    const auto target = local_target(visit.request().form.get("to"));
    const auto answer = domain::give_code(
        visit.site().context,
        {std::string{visit.request().cookie(kPendingCookie)}, std::string{visit.field("code")}, visit.request().client,
         std::string{visit.request().header("User-Agent")}, std::string{visit.request().cookie(kBrowserCookie)}});
    const auto held = visit.request().form.get("held");
    if (const auto later = asks_for_later(answer)) {
        FormPage page{visit};
        page.value("code", "");
        page.fault("code", later_words(visit, *later));
        auto response = ask(visit, page, target, held);
        answer_later(response, *later);
        return response;
    }
    if (std::holds_alternative<domain::SignInOver>(answer)) return begin_again(visit, target, held);
    if (const auto* in = std::get_if<domain::LoggedIn>(&answer)) {
        auto response = enter(visit, pages, *in);
        drop_cookie(response, kPendingCookie);
        return response;
    }
    FormPage page{visit};
    page.value("code", "");
    page.fault("code", words_of(visit, domain::WrongCode{}));
    return ask(visit, page, target, held);
}
} // namespace

Response ask_for_code(CitizenVisit& visit, std::string_view token, std::string_view target, const std::string& held)
{
    FormPage page{visit};
    page.value("code", "");
    auto response = held.empty() ? see_other(with_target("/login/code", target)) : ask(visit, page, target, held);
    set_cookie(response, kPendingCookie, token);
    return response;
}

void add_sign_in_code_routes(Router& router, const Site& site, const std::shared_ptr<const Router>& pages)
{
    router.get("/login/code", for_everybody(site, show));
    router.post("/login/code", for_sign_in(
                                   site, [pages](CitizenVisit& visit) { return give(visit, *pages); },
                                   [pages](CitizenVisit& visit) { return go_on(visit, *pages); }));
}
} // namespace portal::http
