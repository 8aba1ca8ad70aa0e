#include "portal/http/names.hpp"

#include "portal/domain/names.hpp"
#include "portal/http/fault_words.hpp"
#include "portal/http/profile.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
Response ask(CitizenVisit& visit, const domain::Account& account, FormPage& page)
{
    const auto waiting = domain::waiting_names(visit.site().context, account.id);
    PageData data;
    data.set("names", contract::full_name(account.names));
    data.set("paused", account.pause.has_value());
    data.set("verified", account.verification.has_value());
    data.set("waiting", waiting ? PageData{"names", contract::full_name(*waiting)} : PageData{false});
    return page.page("account-names", visit.text("Names"), std::move(data));
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    const auto waiting = domain::waiting_names(visit.site().context, account.id);
    const auto& names = waiting ? *waiting : account.names;
    FormPage page{visit};
    page.value("given", names.given);
    page.value("fathers", names.fathers);
    page.value("family", names.family);
    page.value("only", names.given.empty() ? "yes" : "");
    return ask(visit, account, page);
}

Response change(CitizenVisit& visit, const domain::Account& account)
{
    const domain::TypedNames typed{
        {std::string{visit.field("given")}, std::string{visit.field("fathers")}, std::string{visit.field("family")}},
        !visit.field("only").empty()};
    const auto read = domain::read_names(typed);
    if (const auto* names = std::get_if<domain::PersonNames>(&read)) {
        const auto answer = domain::change_names(visit.site().context, account.id, *names);
        refuse_for_now(answer);
        if (std::holds_alternative<domain::AccountPaused>(answer)) return see_other("/account/names");
        const bool waits = std::get<domain::NamesChanged>(answer) == domain::NamesChanged::waiting;
        return waits ? see_other("/account/names") : profile_saved();
    }
    FormPage page{visit};
    for (const auto* name : {"given", "fathers", "family", "only"})
        page.value(name, visit.field(name));
    put_faults(page, visit, std::get<std::vector<domain::RegistrationFault>>(read));
    return ask(visit, account, page);
}

Response take_back(CitizenVisit& visit, const domain::Account& account)
{
    domain::withdraw_names(visit.site().context, account.id);
    return see_other("/account/names");
}
} // namespace

void add_names_routes(Router& router, const Site& site)
{
    router.get("/account/names", for_citizen(site, show));
    router.post("/account/names", for_citizen(site, change));
    router.post("/account/names/take-back", for_citizen(site, take_back));
}
} // namespace portal::http
