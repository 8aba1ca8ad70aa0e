#include "portal/http/log_in.hpp"

#include "portal/http/error_answers.hpp"
#include "portal/http/form.hpp"
#include "portal/http/held_form.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/return_target.hpp"
#include "portal/http/sign_in.hpp"
#include "portal/http/sign_in_code.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kFormPath = "form-path"; ///< beside the fields of a form that its page gives up

/// Why a page of ours sent its visitor here.
std::string_view reason_of(std::string_view path)
{
    if (path == "/payments") return N_("Sign in to see your obligations.");
    if (path == "/account/pass") return N_("Sign in to take a counter pass.");
    if (path == "/account/number") return N_("Sign in to add your personal number.");
    if (path == "/account/password") return N_("Sign in to change your password.");
    if (path == "/account") return N_("Sign in to see your account.");
    return N_("Sign in to go on.");
}

/// Empty: the visitor came of their own accord.
std::string why_of(const CitizenVisit& visit, std::string_view target)
{
    if (visit.session_expired())
        return visit.text("Your session has expired. Sign in again and you go on from the same page.");
    return target.empty() ? "" : visit.text(reason_of(target.substr(0, target.find('?'))));
}

/// `over`: why a sign-in begins again; empty: it is the first.
Response ask(CitizenVisit& visit, FormPage page, std::string_view target, std::string_view held,
             const std::string& over = {})
{
    PageData data;
    const auto local = target.empty() ? std::string{} : local_target(target);
    const auto why = over.empty() ? why_of(visit, local) : over;
    data.set("to", local);
    data.set("why", why.empty() ? PageData{false} : PageData{"words", why});
    data.set("over", !over.empty());
    data.set("held", held.empty() ? PageData{false} : PageData{"form", std::string{held}});
    return page.page("login", visit.text("Sign in to the e-portal"), std::move(data));
}

/// `token`: empty where others use it, too.
void remember_browser(Response& response, const Visit& visit, const std::string& token)
{
    if (!token.empty())
        set_lasting_cookie(response, kBrowserCookie, token, visit.site().context.rules.known_browser_life);
}

/// The page of `form` as who has just signed in gets it; empty: there is no such page.
std::optional<Response> shown_again(const Visit& visit, const Router& pages, const HeldForm& form,
                                    std::string_view token)
{
    auto match = pages.find("GET", form.path);
    if (!match) return std::nullopt;
    Request request;
    request.method = "GET";
    request.path = form.path;
    request.form = form.fields;
    request.client = visit.request().client;
    request.captured = std::move(match->captured);
    request.headers.emplace("Cookie", std::string{kSessionCookie} + "=" + std::string{token} + "; " +
                                          std::string{kLanguageCookie} + "=" + std::string{code_of(visit.language())});
    return (*match->handler)(request);
}

/// What was typed and carried along stays.
Response ask_later(CitizenVisit& visit, const HttpError& later)
{
    const auto& fields = visit.request().form;
    auto response = ask(visit, sign_in_form(visit, later_words(visit, later)), fields.get("to"), fields.get("held"));
    answer_later(response, later);
    return response;
}

Response log_in(CitizenVisit& visit, const Router& pages)
{
    const auto& fields = visit.request().form;
    auto form = sign_in_of(visit);
    form.browser = visit.request().cookie(kBrowserCookie);
    const auto answer = domain::log_in(visit.site().context, form);
    if (const auto later = asks_for_later(answer)) return ask_later(visit, *later);
    if (const auto* in = std::get_if<domain::LoggedIn>(&answer)) return enter(visit, pages, *in);
    if (const auto* wanted = std::get_if<domain::CodeWanted>(&answer))
        return ask_for_code(visit, wanted->token, local_target(fields.get("to")), std::string{fields.get("held")});
    return ask(visit, sign_in_form(visit, wrong_credentials(visit)), fields.get("to"), fields.get("held"));
}

/// A page that its session's end took from the screen, with what was filled in there. Where the session lives on, in
/// another window, the page comes back.
Response give_up_form(CitizenVisit& visit, const Router& pages)
{
    HeldForm form{local_target(visit.field(kFormPath)), {}};
    for (const auto& [name, value] : visit.request().form.all())
        if (name != kFormPath) form.fields.add(name, value);
    const auto held = hold_form(visit.site().context, form, visit.session_token());
    if (!visit.account()) return ask_to_sign_in(visit, form.path, held);
    const auto kept = held_form(visit.site().context, held, visit.account()->id);
    auto page = kept ? shown_again(visit, pages, *kept, visit.session_token()) : std::nullopt;
    return page ? *page : see_other(nearest_page(pages, form.path));
}

/// Of this browser, whosever it is.
void leave_session(const Visit& visit)
{
    if (!visit.session_token().empty()) domain::log_out(visit.site().context, visit.session_token());
}

Response log_out(CitizenVisit& visit)
{
    leave_session(visit);
    return signed_out(kSessionCookie, "/signed-out");
}

/// The page has its session's end told anew.
Response stay(CitizenVisit& visit, const domain::Account&)
{
    const auto end = session_end_of(visit);
    return json(200, R"({"left":)" + std::to_string(end.left.count()) + R"(,"until":")" + end.until + R"(","last":)" +
                         (end.last ? "true" : "false") + "}");
}
} // namespace

Response enter(const Visit& visit, const Router& pages, const domain::LoggedIn& in)
{
    leave_session(visit);
    const auto& fields = visit.request().form;
    auto response = signed_in(kSessionCookie, in.token, nearest_page(pages, fields.get("to")));
    if (const auto form = held_form(visit.site().context, fields.get("held"), in.account))
        if (auto page = shown_again(visit, pages, *form, in.token)) {
            set_cookie(*page, kSessionCookie, in.token);
            response = std::move(*page);
        }
    remember_browser(response, visit, in.browser);
    return response;
}

std::string log_in_address(std::string_view target)
{
    return "/login?to=" + url_encoded(local_target(target), "-_.~/");
}

std::string sign_in_over(const Visit& visit)
{
    return visit.text(
        "This sign-in took longer than 10 minutes, or had too many wrong codes. Begin again with your password.");
}

Response ask_to_sign_in(CitizenVisit& visit, std::string_view target, const std::string& held, const std::string& why)
{
    FormPage page{visit};
    page.value("username", "");
    page.value("password", "");
    return ask(visit, std::move(page), target, held, why);
}

Response go_on(const CitizenVisit& visit, const Router& pages)
{
    return see_other(nearest_page(pages, visit.request().form.get("to")));
}

void add_log_in_routes(Router& router, const Site& site, const std::shared_ptr<const Router>& pages)
{
    router.get("/login", for_everybody(site, [pages](CitizenVisit& visit) {
                   const auto target = visit.request().query.get("to");
                   if (visit.account()) return see_other(nearest_page(*pages, target));
                   return ask(visit, sign_in_form(visit), target, {});
               }));
    router.post("/login", for_sign_in(
                              site, [pages](CitizenVisit& visit) { return log_in(visit, *pages); },
                              [pages](CitizenVisit& visit) { return go_on(visit, *pages); }));
    router.post("/login/again",
                for_everybody(site, [pages](CitizenVisit& visit) { return give_up_form(visit, *pages); }));
    router.post("/logout", for_everybody(site, log_out));
    router.get("/signed-out", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("signed-out", visit.text("You have signed out"), {});
               }));
    router.post("/account/stay", for_citizen(site, stay, WhileClosing::open));
}
} // namespace portal::http
