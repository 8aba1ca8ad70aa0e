#include "portal/http/registration_letter.hpp"

#include "portal/domain/registration_letter.hpp"
#include "portal/http/letter_link.hpp"
#include "portal/http/registration_page.hpp"

namespace portal::http {
namespace {
using domain::FirstLetterRefusal;

Response refused(Visit& visit, FirstLetterRefusal refusal)
{
    PageData data;
    data.set("used", refusal == FirstLetterRefusal::used);
    data.set("expired", refusal == FirstLetterRefusal::expired);
    data.set("unknown", refusal == FirstLetterRefusal::unknown);
    return visit.page("registration-letter-refused", title_of_refusal(visit, refusal == FirstLetterRefusal::used),
                      std::move(data), 410);
}

/// Opened by people and by mail scanners alike: begins nothing.
Response show(CitizenVisit& visit)
{
    const auto token = visit.request().query.get("token");
    const auto opened = domain::open_first_letter(visit.site().context, token);
    Response response;
    if (const auto* refusal = std::get_if<FirstLetterRefusal>(&opened)) {
        response = refused(visit, *refusal);
    } else {
        PageData data;
        data.set("email", std::string{std::get<SealedForm>(opened).answer("email")});
        data.set("token", std::string{token});
        data.set("csrf", visit.csrf());
        response = visit.page("registration-letter", visit.text("Go on with your registration"), std::move(data));
    }
    response.set("Referrer-Policy", "no-referrer");
    return response;
}

Response begin(CitizenVisit& visit)
{
    auto opened = domain::open_first_letter(visit.site().context, visit.field("token"));
    if (const auto* refusal = std::get_if<FirstLetterRefusal>(&opened)) return refused(visit, *refusal);
    auto& form = std::get<SealedForm>(opened);
    form.answers.emplace("by_letter", "yes");
    return QuestionPage{visit, form, next_step(form), false}.page();
}
} // namespace

Response first_letter_page(Visit& visit, const std::string& email)
{
    PageData data;
    data.set("email", email);
    return visit.page("registration-letter-sent", visit.text("Open your mailbox to go on"), std::move(data));
}

void add_first_letter_routes(Router& router, const Site& site)
{
    router.get("/registration/letter", for_everybody(site, show));
    router.post("/registration/letter", for_everybody(site, begin));
}
} // namespace portal::http
