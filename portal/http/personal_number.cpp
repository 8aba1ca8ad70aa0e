#include "portal/http/personal_number.hpp"

#include "portal/domain/personal_number.hpp"
#include "portal/http/form.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/number_change.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
using contract::NumberFault;
using contract::PersonalNumberKind;

std::string wording(const Visit& visit, NumberFault fault, PersonalNumberKind kind)
{
    switch (fault) {
    case NumberFault::length:
        return visit.text("The number must have 10 digits.");
    case NumberFault::characters:
        return visit.text("The number may hold digits only.");
    case NumberFault::date:
        return visit.text("The first six digits are not a date of birth. Check the number on your ID card.");
    case NumberFault::checksum:
        break;
    }
    return kind == PersonalNumberKind::egn
               ? visit.text("This is not a valid ЕГН. Check it digit by digit with your ID card.")
               : visit.text("This is not a valid ЛНЧ. Check it digit by digit with your residence document.");
}

PersonalNumberKind kind_of(const Visit& visit)
{
    return visit.field("kind") == "lnch" ? PersonalNumberKind::lnch : PersonalNumberKind::egn;
}

Response ask(Visit& visit, const domain::Account& account, FormPage& page, PersonalNumberKind kind)
{
    PageData data;
    data.set("egn", kind == PersonalNumberKind::egn);
    data.set("given", account.number_masked.empty() ? PageData{false} : PageData{"masked", account.number_masked});
    data.set("verified", account.verification.has_value());
    data.set("paused", account.pause.has_value());
    return page.page("personal-number", visit.text("Personal number"), std::move(data));
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    FormPage page{visit};
    page.value("number", "");
    return ask(visit, account, page, kind_of(visit));
}

/// Whether the counter verified another number, which is asked about once more.
bool refused_as_verified(const domain::ClaimAnswer& answer)
{
    refuse_for_now(answer);
    const auto* refusal = std::get_if<domain::NumberRefusal>(&answer);
    if (refusal && *refusal == domain::NumberRefusal::closed) throw HttpError{403, "account_closed", {}};
    return refusal != nullptr;
}

Response give(CitizenVisit& visit, const domain::Account& account)
{
    const auto kind = kind_of(visit);
    const auto number = digits_as_written(visit.field("number"));
    const auto answer = domain::claim_number(visit.site().context, account.id, kind, number);
    if (refused_as_verified(answer)) return say_before_change(visit, account, {kind, number});
    if (std::holds_alternative<domain::AccountPaused>(answer)) return see_other("/account/number");
    const auto* fault = std::get_if<NumberFault>(&answer);
    if (!fault) return see_other("/account");
    FormPage page{visit};
    page.value("number", visit.field("number"));
    page.fault("number", number.empty() ? visit.text("Enter the number.") : wording(visit, *fault, kind));
    return ask(visit, account, page, kind);
}

Response take_back(CitizenVisit& visit, const domain::Account& account)
{
    if (refused_as_verified(domain::withdraw_number(visit.site().context, account.id)))
        return say_before_change(visit, account, {});
    return see_other("/account");
}
} // namespace

void add_personal_number_routes(Router& router, const Site& site)
{
    router.get("/account/number", for_citizen(site, show));
    router.post("/account/number", for_citizen(site, give));
    router.post("/account/number/remove", for_citizen(site, take_back));
}
} // namespace portal::http
