#include "portal/http/password_change.hpp"

#include "portal/domain/password_change.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/password_words.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
Response ask(Visit& visit, const domain::Account& account, FormPage page)
{
    page.value("current", "");
    page.value("password", "");
    PageData data;
    data.set("username", account.username);
    return page.page("password-change", visit.text("Password change"), std::move(data));
}

FormPage with_fault(Visit& visit, const domain::PasswordChangeAnswer& answer)
{
    FormPage page{visit};
    if (std::holds_alternative<domain::WrongPassword>(answer))
        page.fault("current", visit.text("This is not your present password. Check it and try again."));
    else if (std::holds_alternative<domain::SamePassword>(answer))
        page.fault("password", visit.text("This is the password that you have now. Choose another one."));
    else
        page.fault("password", words_of(visit, std::get<domain::PasswordFault>(answer)));
    return page;
}

Response change(CitizenVisit& visit, const domain::Account& account)
{
    const auto& form = visit.request().form;
    const auto answer = domain::change_password(visit.site().context, account,
                                                {std::string{form.get("current")}, std::string{form.get("password")},
                                                 visit.session_token(), visit.request().client,
                                                 std::string{visit.request().cookie(kBrowserCookie)}});
    refuse_for_now(answer);
    if (std::holds_alternative<domain::PasswordChanged>(answer)) return see_other("/account/password/done");
    return ask(visit, account, with_fault(visit, answer));
}
} // namespace

void add_password_change_routes(Router& router, const Site& site)
{
    router.get("/account/password", for_citizen(site, [](CitizenVisit& visit, const domain::Account& account) {
                   return ask(visit, account, FormPage{visit});
               }));
    router.post("/account/password", for_citizen(site, change));
    router.get("/account/password/done", for_citizen(site, [](CitizenVisit& visit, const domain::Account& account) {
                   PageData data{"confirmed", account.email_confirmed.has_value()};
                   return visit.page("password-changed", visit.text("Your password is changed"), std::move(data));
               }));
}
} // namespace portal::http
