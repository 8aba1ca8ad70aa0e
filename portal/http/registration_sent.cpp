#include "portal/http/registration_sent.hpp"

#include "portal/domain/email_confirmation.hpp"
#include "portal/http/error_answers.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/registration_page.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kPurpose = "registration-sent";
constexpr std::chrono::hours kLife{1}; ///< for who has just registered: whoever has the page moves the account

/// `typed`: another address, with what is wrong with it.
Response sent(Visit& visit, const SealedForm& form, std::string_view typed, std::optional<std::string> fault)
{
    FormPage page{visit};
    page.value("email", typed);
    if (fault) page.fault("email", std::move(*fault));
    PageData data;
    data.set("sent_to", std::string{form.answer("email")});
    data.set("correct", PageData{"form", domain::seal_form(visit.site().context.keys, kPurpose, form)});
    data.set("new", true);
    auto response = page.page("registration-sent", visit.text("Open your mailbox"), std::move(data));
    response.status = 200;
    return response;
}

Response correct(CitizenVisit& visit)
{
    const auto& context = visit.site().context;
    const auto opened = domain::open_form(context.keys, kPurpose, visit.field("form"), kLife, context.clock.now());
    if (!std::holds_alternative<SealedForm>(opened)) return see_other("/login");
    auto form = std::get<SealedForm>(opened);
    const auto typed = visit.field("email");
    const auto read = domain::read_email(typed);
    if (std::holds_alternative<domain::RegistrationFault>(read))
        return sent(visit, form, typed,
                    visit.text("Enter an e-mail address in Latin letters, such as name@example.com."));
    const auto& email = std::get<std::string>(read);
    const auto answer = domain::correct_address(context, std::stoll(std::string{form.answer("account")}), email,
                                                visit.request().client);
    if (const auto later = asks_for_later(answer)) {
        auto page = sent(visit, form, typed, later_words(visit, *later));
        answer_later(page, *later);
        return page;
    }
    if (std::get<domain::Resent>(answer) == domain::Resent::already) return see_other("/confirm-email/done");
    form.answers["email"] = email;
    return sent(visit, form, "", {});
}
} // namespace

Response sent_page(Visit& visit, const domain::Registered& registered)
{
    if (registered.confirmed) {
        PageData data;
        data.set("username", registered.username);
        return visit.page("registration-done", visit.text("You are registered"), std::move(data));
    }
    auto form = domain::begin_form(visit.site().context.clock.now());
    form.answers = {{"account", std::to_string(registered.account)}, {"email", registered.email}};
    return sent(visit, form, "", {});
}

Response finished_page(Visit& visit)
{
    return visit.page("registration-finished", visit.text("This registration is finished already"), {});
}

void add_sent_routes(Router& router, const Site& site)
{
    router.get("/registration/finished", for_everybody(site, [](CitizenVisit& visit) { return finished_page(visit); }));
    router.get("/registration/address", [](const Request&) { return see_other("/login"); });
    router.post("/registration/address", for_everybody(site, correct));
}
} // namespace portal::http
