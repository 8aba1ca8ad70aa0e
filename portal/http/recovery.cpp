#include "portal/http/recovery.hpp"

#include "portal/domain/recovery.hpp"
#include "portal/http/error_answers.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/letter_link.hpp"
#include "portal/http/password_words.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/sent_to.hpp"

namespace portal::http {
namespace {
using domain::LinkRefusal;
constexpr auto kRefused = "reset-password-refused";

/// One of the two forms that ask for an address.
struct Forgotten {
    const char* path;
    const char* name; ///< of the template
    std::string_view title;
    domain::RecoveryAnswer (*ask)(const domain::Context&, const domain::RecoveryForm&);
};
constexpr Forgotten kUsername{"/forgot-username", "forgot-username", N_("Forgotten username"), domain::remind_username};
constexpr Forgotten kPassword{"/forgot-password", "forgot-password", N_("Forgotten password"), domain::request_reset};

Response ask(CitizenVisit& visit, const Forgotten& what, FormPage page)
{
    page.value("email", visit.field("email"));
    return page.page(what.name, visit.text(what.title));
}

Response send(CitizenVisit& visit, const Forgotten& what)
{
    const domain::RecoveryForm form{std::string{visit.field("email")}, visit.language(), visit.request().client,
                                    std::string{visit.request().cookie(kBrowserCookie)}};
    const auto answer = what.ask(visit.site().context, form);
    if (const auto* sent = std::get_if<domain::LetterSent>(&answer))
        return letter_sent(visit, std::string{what.path} + "/sent", sent->email);
    FormPage page{visit};
    if (const auto later = asks_for_later(answer)) {
        page.fault("email", later_words(visit, *later));
        auto response = ask(visit, what, std::move(page));
        answer_later(response, *later);
        return response;
    }
    page.fault("email", visit.text("Enter an e-mail address in Latin letters, such as name@example.com."));
    return ask(visit, what, std::move(page));
}

Response sent(CitizenVisit& visit, const Forgotten& what)
{
    PageData data;
    data.set("again", what.path);
    data.set("with_link", &what == &kPassword);
    return page_of_letter(visit, "recovery-sent", visit.text("Open your mailbox"), std::move(data));
}

void add_forgotten_routes(Router& router, const Site& site, const Forgotten& what)
{
    const std::string path = what.path;
    router.get(path, for_everybody(site, [&what](CitizenVisit& visit) { return ask(visit, what, FormPage{visit}); }));
    router.post(path, for_everybody(site, [&what](CitizenVisit& visit) { return send(visit, what); }));
    router.get(path + "/sent", for_everybody(site, [&what](CitizenVisit& visit) { return sent(visit, what); }));
}

Response ask_password(CitizenVisit& visit, std::string_view token, const std::string& username, FormPage page)
{
    page.value("password", "");
    PageData data;
    data.set("token", std::string{token});
    data.set("username", username);
    return kept_from_others(page.page("reset-password", visit.text("New password"), std::move(data)));
}

Response show_reset(CitizenVisit& visit)
{
    const auto token = visit.request().query.get("token");
    const auto answer = domain::view_reset(visit.site().context, token);
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    return ask_password(visit, token, std::get<domain::ResetView>(answer).username, FormPage{visit});
}

Response reset(CitizenVisit& visit)
{
    const auto& form = visit.request().form;
    const auto token = form.get("token");
    const auto answer = domain::reset_password(
        visit.site().context, {std::string{token}, std::string{form.get("password")}, visit.request().client,
                               std::string{visit.request().cookie(kBrowserCookie)}});
    if (const auto* refusal = std::get_if<LinkRefusal>(&answer)) return refused_link(visit, kRefused, *refusal);
    if (std::holds_alternative<domain::PasswordReset>(answer)) return see_other("/reset-password/done");
    const auto view = domain::view_reset(visit.site().context, token);
    if (const auto* refusal = std::get_if<LinkRefusal>(&view)) return refused_link(visit, kRefused, *refusal);
    const auto later = asks_for_later(answer);
    FormPage page{visit};
    page.fault("password",
               later ? later_words(visit, *later) : words_of(visit, std::get<domain::PasswordFault>(answer)));
    auto response = ask_password(visit, token, std::get<domain::ResetView>(view).username, std::move(page));
    if (later) answer_later(response, *later);
    return response;
}
} // namespace

void add_recovery_routes(Router& router, const Site& site)
{
    add_forgotten_routes(router, site, kUsername);
    add_forgotten_routes(router, site, kPassword);
    router.get("/reset-password", for_everybody(site, show_reset));
    router.post("/reset-password", for_everybody(site, reset));
    router.get("/reset-password/done", for_everybody(site, [](CitizenVisit& visit) {
                   return visit.page("reset-password-done", visit.text("Your new password is set"), {});
               }));
}
} // namespace portal::http
