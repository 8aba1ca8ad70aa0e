#include "portal/http/second_factor.hpp"

#include "portal/http/form.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/owner_proof.hpp"
#include "portal/http/qr.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kOverview = "/account/second-factor";

Response show(CitizenVisit& visit, const domain::Account& account)
{
    const auto state = domain::second_factor_of(visit.site().context, account.id);
    PageData on{false};
    if (state) {
        on = PageData{"since", shown_date(state->enrolled)};
        on.set("left", visit.counted("{n} code is left", "{n} codes are left", state->codes_left));
        on.set("none", state->codes_left == 0);
        on.set("few", state->codes_left == 1 || state->codes_left == 2);
    }
    PageData data;
    data.set("on", on);
    data.set("paused", account.pause.has_value());
    data.set("unconfirmed", !account.email_confirmed);
    return visit.page("second-factor", visit.text("Two-factor protection"), std::move(data));
}

template <class Answer>
FormPage asked_again(CitizenVisit& visit, const Answer& answer)
{
    refuse_for_now(answer);
    FormPage page{visit};
    put_proof_faults(page, visit, answer);
    return page;
}

/// They are the answer to the form itself: nothing keeps them, and no address shows them again.
Response show_codes(CitizenVisit& visit, const domain::RecoveryCodes& codes, bool fresh)
{
    PageData list{PageData::type::list};
    for (const auto& code : codes)
        list << PageData{"code", in_fours(code)};
    PageData data;
    data.set("codes", list);
    data.set("fresh", fresh);
    return visit.page("recovery-codes", visit.text("Your recovery codes"), std::move(data));
}

Response ask_to_enrol(CitizenVisit& visit, const domain::Account& account, FormPage& page,
                      const domain::SecondFactorOffer& offer)
{
    const auto& municipality = visit.site().municipality;
    const auto& issuer =
        visit.language() == Language::bulgarian ? municipality.bulgarian.name : municipality.english.name;
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set("qr", qr_text_svg(totp_uri(issuer, account.username, offer.secret),
                               visit.text("QR code for the authenticator app")));
    data.set("secret", in_fours(offer.secret));
    data.set("sealed", offer.sealed);
    return page.page("second-factor-new", visit.text("Turn on two-factor protection"), std::move(data));
}

bool closed(const CitizenVisit& visit, const domain::Account& account)
{
    return account.pause || !account.email_confirmed || domain::second_factor_of(visit.site().context, account.id);
}

Response offer(CitizenVisit& visit, const domain::Account& account)
{
    if (closed(visit, account)) return see_other(kOverview);
    FormPage page{visit};
    return ask_to_enrol(visit, account, page, domain::offer_second_factor(visit.site().context, account.id));
}

Response enrol(CitizenVisit& visit, const domain::Account& account)
{
    const auto& context = visit.site().context;
    const auto sealed = visit.request().form.get("offer");
    const auto answer = domain::enrol_second_factor(context, account, sealed, owner_proof(visit));
    if (const auto* codes = std::get_if<domain::RecoveryCodes>(&answer)) return show_codes(visit, *codes, true);
    auto page = asked_again(visit, answer);
    if (std::holds_alternative<domain::OfferOver>(answer)) {
        page.fault("code", visit.text("The page stood open too long. Scan the new code below and go on."));
        return ask_to_enrol(visit, account, page, domain::offer_second_factor(context, account.id));
    }
    const auto same = domain::reopen_offer(context, account.id, sealed);
    if (page.ok() || !same) return see_other(kOverview);
    return ask_to_enrol(visit, account, page, *same);
}

/// One of the two acts that want code and password.
struct Act {
    std::string_view name; ///< the section of the template
    std::string_view title;
};
constexpr Act kNewCodes{"new_codes", N_("New recovery codes")};
constexpr Act kTurnOff{"turn_off", N_("Turn off two-factor protection")};

Response ask_for(CitizenVisit& visit, const domain::Account& account, FormPage& page, const Act& act)
{
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set(std::string{act.name}, true);
    data.set("heading", visit.text(act.title));
    return page.page("second-factor-change", visit.text(act.title), std::move(data));
}

Handler form_for(const Site& site, const Act& act)
{
    return for_citizen(site, [act](CitizenVisit& visit, const domain::Account& account) {
        if (account.pause || !domain::second_factor_of(visit.site().context, account.id)) return see_other(kOverview);
        FormPage page{visit};
        return ask_for(visit, account, page, act);
    });
}

Response renew_codes(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::renew_recovery_codes(visit.site().context, account, owner_proof(visit));
    if (const auto* codes = std::get_if<domain::RecoveryCodes>(&answer)) return show_codes(visit, *codes, false);
    auto page = asked_again(visit, answer);
    return page.ok() ? see_other(kOverview) : ask_for(visit, account, page, kNewCodes);
}

Response turn_off(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::remove_second_factor(visit.site().context, account, owner_proof(visit));
    auto page = asked_again(visit, answer);
    return page.ok() ? see_other(kOverview) : ask_for(visit, account, page, kTurnOff);
}
} // namespace

std::string totp_uri(std::string_view issuer, std::string_view username, std::string_view secret)
{
    const auto whose = url_encoded(issuer);
    return "otpauth://totp/" + whose + ":" + url_encoded(username) + "?secret=" + std::string{secret} +
           "&issuer=" + whose;
}

std::string in_fours(std::string_view text)
{
    std::string grouped;
    for (std::size_t at = 0; at < text.size(); at += 4)
        grouped += (at == 0 ? "" : " ") + std::string{text.substr(at, 4)};
    return grouped;
}

void add_second_factor_routes(Router& router, const Site& site)
{
    router.get("/account/second-factor", for_citizen(site, show));
    router.get("/account/second-factor/new", for_citizen(site, offer));
    router.post("/account/second-factor/new", for_citizen(site, enrol));
    router.get("/account/second-factor/codes", form_for(site, kNewCodes));
    router.post("/account/second-factor/codes", for_citizen(site, renew_codes));
    router.get("/account/second-factor/off", form_for(site, kTurnOff));
    router.post("/account/second-factor/off", for_citizen(site, turn_off));
}
} // namespace portal::http
