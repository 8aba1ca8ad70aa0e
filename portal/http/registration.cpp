#include "portal/http/registration.hpp"

#include <algorithm>
#include <array>

#include "portal/domain/accounts.hpp"
#include "portal/http/csrf.hpp"
#include "portal/http/form.hpp"
#include "portal/http/form_page.hpp"

namespace portal::http {
namespace {
using domain::RegistrationFault;

constexpr std::string_view kSentToCookie = "__Host-sent-to";
constexpr std::array<std::string_view, 6> kAnswers{"given", "fathers", "family", "email", "phone", "username"};

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
    Wording{RegistrationFault::email_wrong, "email", N_("Enter an e-mail address such as name@example.com.")},
    Wording{RegistrationFault::phone_wrong, "phone", N_("Enter a telephone number such as 0888 123 456.")},
    Wording{RegistrationFault::username_length, "username", N_("The username must have from 3 to 32 characters.")},
    Wording{RegistrationFault::username_characters, "username",
            N_("Use only Latin letters, digits, full stop, hyphen and underscore in the username.")},
    Wording{RegistrationFault::username_no_letter, "username",
            N_("The username must have at least one letter. Do not use your personal number as a username.")},
    Wording{RegistrationFault::username_taken, "username", N_("This username is taken. Choose another one.")},
    Wording{RegistrationFault::password_too_short, "password", N_("The password must have at least 12 characters.")},
    Wording{RegistrationFault::password_too_long, "password", N_("The password may have at most 128 characters.")},
    Wording{RegistrationFault::password_not_text, "password",
            N_("The password holds a character that cannot be used. Choose another one.")},
    Wording{RegistrationFault::password_contains_username, "password",
            N_("The password must not contain your username.")},
    Wording{RegistrationFault::password_contains_city, "password",
            N_("The password must not contain the name of the city or the municipality.")},
};

domain::Registration registration_of(const Visit& visit)
{
    domain::Registration form;
    form.names = {std::string{visit.field("given")}, std::string{visit.field("fathers")},
                  std::string{visit.field("family")}};
    form.email = visit.field("email");
    form.phone = visit.field("phone");
    form.username = visit.field("username");
    form.password = visit.request().form.get("password"); // blanks may belong to it
    form.language = visit.language();
    form.network = visit.request().client;
    return form;
}

void put_answers(FormPage& page, const Visit& visit)
{
    for (const auto name : kAnswers)
        page.value(name, visit.field(name));
}

void put_faults(FormPage& page, const Visit& visit, const std::vector<RegistrationFault>& faults, bool of_password)
{
    for (const auto& wording : kWordings)
        if ((wording.field == "password") == of_password && std::ranges::find(faults, wording.fault) != faults.end())
            page.fault(wording.field, visit.text(wording.english));
}

Response ask(Visit& visit, FormPage& page)
{
    return page.page("registration", visit.text("New user registration"));
}

Response check(Visit& visit, FormPage& page)
{
    page.value("password", "");
    return page.page("registration-check", visit.text("Check your answers"));
}

/// The answers alone, the free username among them; the password comes with the next page.
Response answered(CitizenVisit& visit)
{
    FormPage page{visit};
    put_answers(page, visit);
    put_faults(page, visit, domain::faults_of_answers(visit.site().context, registration_of(visit)), false);
    return page.ok() ? check(visit, page) : ask(visit, page);
}

Response sent(CitizenVisit& visit)
{
    PageData data;
    const auto cookie = visit.request().cookie(kSentToCookie);
    std::string address;
    try {
        const auto bytes = contract::from_hex(cookie);
        address.assign(bytes.begin(), bytes.end());
    } catch (const contract::Malformed&) {
        address.clear();
    }
    data.set("address", address.empty() || !is_utf8(address) ? PageData{false} : PageData{"email", address});
    auto response = visit.page("registration-sent", visit.text("Open your mailbox"), std::move(data));
    if (!cookie.empty()) drop_cookie(response, kSentToCookie); // shown once: the next person here need not see it
    return response;
}

Response register_now(CitizenVisit& visit)
{
    const auto form = registration_of(visit);
    const auto answer = domain::register_account(visit.site().context, form);
    if (const auto* registered = std::get_if<domain::Registered>(&answer)) {
        Response response = see_other("/registration/sent");
        set_cookie(response, kSentToCookie, contract::to_hex(contract::bytes_of(registered->email)));
        return response;
    }
    if (const auto* many = std::get_if<domain::TooMany>(&answer)) throw HttpError{429, "too_many_requests", many->wait};
    if (std::holds_alternative<domain::Busy>(answer)) throw HttpError{503, "busy", kBusyWait};

    const auto& faults = std::get<std::vector<RegistrationFault>>(answer);
    FormPage answers{visit};
    put_answers(answers, visit);
    put_faults(answers, visit, faults, false);
    if (!answers.ok()) return ask(visit, answers);
    put_faults(answers, visit, faults, true);
    return check(visit, answers);
}
} // namespace

void add_registration_routes(Router& router, const Site& site)
{
    const auto empty_form = for_everybody(site, [](CitizenVisit& visit) {
        FormPage page{visit};
        put_answers(page, visit);
        return ask(visit, page);
    });
    router.get("/registration", empty_form);
    router.post("/registration", for_everybody(site, answered));
    router.get("/registration/check", [](const Request&) { return see_other("/registration"); });
    router.post("/registration/check", for_everybody(site, register_now));
    router.get("/registration/change", [](const Request&) { return see_other("/registration"); });
    router.post("/registration/change", empty_form);
    router.get("/registration/sent", for_everybody(site, sent));
}
} // namespace portal::http
