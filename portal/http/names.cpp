#include "portal/http/names.hpp"

#include <algorithm>
#include <array>

#include "portal/domain/names.hpp"
#include "portal/domain/registration.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
using domain::RegistrationFault;

struct Wording {
    RegistrationFault fault;
    std::string_view field;
    std::string_view english;
};
constexpr std::array kWordings{
    Wording{RegistrationFault::given_name_missing, "given", N_("Enter your given name.")},
    Wording{RegistrationFault::given_name_wrong, "given",
            N_("The given name holds something other than letters. Write it as on your ID card, in one alphabet.")},
    Wording{RegistrationFault::fathers_name_wrong, "fathers",
            N_("The father's name holds something other than letters. Write it as on your ID card, in one alphabet.")},
    Wording{RegistrationFault::family_name_missing, "family", N_("Enter your family name.")},
    Wording{RegistrationFault::family_name_wrong, "family",
            N_("The family name holds something other than letters. Write it as on your ID card, in one alphabet.")},
    Wording{
        RegistrationFault::one_name_missing, "family",
        N_("You marked that the document has one name only. Write that one name, and leave the other fields empty.")},
};

Response ask(CitizenVisit& visit, const domain::Account& account, FormPage& page)
{
    const auto waiting = domain::waiting_names(visit.site().context, account.id);
    PageData data;
    data.set("names", contract::full_name(account.names));
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
        const bool waits = std::get<domain::NamesChanged>(answer) == domain::NamesChanged::waiting;
        return see_other(waits ? "/account/names" : "/account/profile");
    }
    const auto& faults = std::get<std::vector<RegistrationFault>>(read);
    FormPage page{visit};
    for (const auto* name : {"given", "fathers", "family", "only"})
        page.value(name, visit.field(name));
    for (const auto& wording : kWordings)
        if (std::ranges::find(faults, wording.fault) != faults.end())
            page.fault(wording.field, visit.text(wording.english));
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
