#include "portal/http/phone.hpp"

#include "portal/domain/phone.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/owner_proof.hpp"
#include "portal/http/profile.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
using domain::PhoneRefusal;

constexpr std::string_view kPhone = "/account/phone";
constexpr std::string_view kCode = "/account/phone/code";

Response ask(CitizenVisit& visit, const domain::Account& account, FormPage& page)
{
    const auto& context = visit.site().context;
    const auto phone = domain::phone_of(context, account.id);
    PageData data;
    ask_owner_proof(page, data, visit, account);
    PageData given{false};
    if (!phone.number.empty()) {
        given = PageData{"hidden", hidden_phone(phone.number)};
        given.set("confirmed", phone.confirmed ? PageData{"day", shown_date(*phone.confirmed)} : PageData{false});
    }
    data.set("given", given);
    data.set("waiting", phone.waiting.empty() ? PageData{false} : PageData{"number", hidden_phone(phone.waiting)});
    data.set("paused", account.pause.has_value());
    data.set("texts", context.rules.sends_texts);
    data.set("unconfirmed", !account.email_confirmed);
    return page.page("account-phone", visit.text("Telephone"), std::move(data));
}

std::string all_used_up(const Visit& visit)
{
    return visit.text("All codes of today have been sent. Ask for yours tomorrow.");
}

FormPage form_of(CitizenVisit& visit)
{
    FormPage page{visit};
    page.value("phone", visit.field("phone"));
    return page;
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    auto page = form_of(visit);
    return ask(visit, account, page);
}

Response change(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer =
        domain::ask_phone(visit.site().context, account, {std::string{visit.field("phone")}, owner_proof(visit)});
    refuse_for_now(answer);
    if (std::holds_alternative<domain::PhoneAsked>(answer)) return see_other(kCode);
    auto page = form_of(visit);
    if (const auto* refusal = std::get_if<PhoneRefusal>(&answer)) {
        if (*refusal == PhoneRefusal::wrong)
            page.fault("phone", visit.text("Enter a telephone number such as 0888 123 456."));
        if (*refusal == PhoneRefusal::costly)
            page.fault("phone", visit.text("No codes are sent to numbers of this kind. Enter an ordinary number."));
        if (*refusal == PhoneRefusal::same)
            page.fault("phone", visit.text("This number is confirmed already. Enter another one."));
    }
    if (std::holds_alternative<domain::TextsUsedUp>(answer)) page.fault("phone", all_used_up(visit));
    put_proof_faults(page, visit, answer);
    return page.ok() ? see_other(kPhone) : ask(visit, account, page);
}

Response ask_code(CitizenVisit& visit, const domain::Account& account, FormPage& page)
{
    const auto phone = domain::phone_of(visit.site().context, account.id);
    if (phone.waiting.empty()) return see_other(kPhone);
    PageData data;
    data.set("number", hidden_phone(phone.waiting));
    data.set("again", visit.request().query.has("again"));
    return page.page("phone-code", visit.text("Enter the code"), std::move(data));
}

Response show_code(CitizenVisit& visit, const domain::Account& account)
{
    if (account.pause) return see_other(kPhone);
    FormPage page{visit};
    page.value("code", "");
    return ask_code(visit, account, page);
}

Response confirm(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::confirm_phone(visit.site().context, account.id, visit.field("code"));
    if (std::holds_alternative<domain::PhoneConfirmed>(answer)) return profile_saved();
    FormPage page{visit};
    if (std::holds_alternative<domain::WrongCode>(answer)) {
        page.value("code", visit.field("code"));
        page.fault("code", visit.text("The code is wrong. Enter the 6 digits of the newest message."));
        return ask_code(visit, account, page);
    }
    if (!std::holds_alternative<domain::PhoneOver>(answer)) return see_other(kPhone);
    page.value("phone", "");
    page.fault("phone",
               visit.text("The code is over: it is valid for 10 minutes and for few tries. Ask for a new one."));
    return ask(visit, account, page);
}

Response send_again(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::send_phone_code_again(visit.site().context, account.id, visit.request().client);
    refuse_for_now(answer);
    if (std::holds_alternative<domain::TextsUsedUp>(answer)) {
        FormPage page{visit};
        page.value("code", "");
        page.fault("code", all_used_up(visit));
        return ask_code(visit, account, page);
    }
    if (!std::holds_alternative<domain::PhoneAsked>(answer)) return see_other(kPhone);
    return see_other(std::string{kCode} + "?again=yes");
}

Response withdraw(CitizenVisit& visit, const domain::Account& account)
{
    domain::withdraw_phone(visit.site().context, account.id);
    return see_other(kPhone);
}

Response ask_to_remove(CitizenVisit& visit, const domain::Account& account, FormPage& page)
{
    if (account.phone.empty() || account.pause) return see_other(kPhone);
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set("number", hidden_phone(account.phone));
    return page.page("phone-remove", visit.text("Remove the telephone"), std::move(data));
}

Response show_remove(CitizenVisit& visit, const domain::Account& account)
{
    FormPage page{visit};
    return ask_to_remove(visit, account, page);
}

Response remove(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::remove_phone(visit.site().context, account, owner_proof(visit));
    refuse_for_now(answer);
    if (std::holds_alternative<domain::PhoneRemoved>(answer)) return profile_saved();
    FormPage page{visit};
    put_proof_faults(page, visit, answer);
    return ask_to_remove(visit, account, page);
}
} // namespace

void add_phone_routes(Router& router, const Site& site)
{
    router.get("/account/phone", for_citizen(site, show));
    router.post("/account/phone", for_citizen(site, change));
    router.get("/account/phone/code", for_citizen(site, show_code));
    router.post("/account/phone/code", for_citizen(site, confirm));
    router.post("/account/phone/again", for_citizen(site, send_again));
    router.post("/account/phone/withdraw", for_citizen(site, withdraw));
    router.get("/account/phone/remove", for_citizen(site, show_remove));
    router.post("/account/phone/remove", for_citizen(site, remove));
}
} // namespace portal::http
