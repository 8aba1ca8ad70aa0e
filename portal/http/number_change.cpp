#include "portal/http/number_change.hpp"

#include "portal/domain/number_change.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/owner_proof.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
using contract::PersonalNumberKind;

std::string word_of(const std::optional<PersonalNumberKind>& kind)
{
    if (!kind) return "none";
    return *kind == PersonalNumberKind::lnch ? "lnch" : "egn";
}

std::optional<PersonalNumberKind> kind_of(std::string_view word)
{
    if (word == "none") return std::nullopt;
    return word == "lnch" ? PersonalNumberKind::lnch : PersonalNumberKind::egn;
}

Response ask(CitizenVisit& visit, const domain::Account& account, FormPage& page, const WantedNumber& wanted)
{
    if (!account.verification || account.pause) return see_other("/account/number");
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set("masked", account.number_masked);
    data.set("kind", word_of(wanted.kind));
    data.set("digits", wanted.digits);
    data.set("removed", !wanted.kind);
    return page.page("number-change", visit.text("Another personal number"), std::move(data));
}

Response change(CitizenVisit& visit, const domain::Account& account)
{
    const WantedNumber wanted{kind_of(visit.field("kind")), std::string{visit.field("number")}};
    const auto answer =
        domain::change_verified_number(visit.site().context, account, {wanted.kind, wanted.digits, owner_proof(visit)});
    refuse_for_now(answer);
    if (std::holds_alternative<domain::NumberChanged>(answer)) return see_other("/account");
    FormPage page{visit};
    put_proof_faults(page, visit, answer);
    return page.ok() ? see_other("/account/number") : ask(visit, account, page, wanted);
}
} // namespace

Response say_before_change(CitizenVisit& visit, const domain::Account& account, const WantedNumber& wanted)
{
    FormPage page{visit};
    return ask(visit, account, page, wanted);
}

void add_number_change_routes(Router& router, const Site& site)
{
    router.post("/account/number/change", for_citizen(site, change));
}
} // namespace portal::http
