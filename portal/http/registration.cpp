#include "portal/http/registration.hpp"

#include <utility>

#include "portal/domain/registration_letter.hpp"
#include "portal/http/proof.hpp"
#include "portal/http/refusals.hpp"
#include "portal/http/registration_letter.hpp"
#include "portal/http/registration_page.hpp"
#include "portal/http/registration_sent.hpp"

namespace portal::http {
namespace {
using domain::Proof;
using domain::RegistrationFault;

/// A form on its way: the visit that brought it, and what was answered until now.
struct Filling {
    CitizenVisit& visit;
    SealedForm form;

    const domain::Context& context() const { return visit.site().context; }
    domain::Asker asker() const { return {form.id, visit.request().client}; }
    void answer(const std::string& name, std::string value) { form.answers[name] = std::move(value); }
    QuestionPage question(Step step, bool typed = false) { return {visit, form, step, typed}; }
    Response next() { return question(next_step(form)).page(); }
    Response wrong(Step step, const std::vector<RegistrationFault>& faults)
    {
        auto page = question(step, true);
        page.put_faults(faults);
        return page.page();
    }
    Response wrong(domain::PasswordFault fault)
    {
        auto page = question(Step::password, true);
        page.put_fault(fault);
        return page.page();
    }
    Response again(Step step)
    {
        auto page = question(step, true);
        page.ask_again();
        return page.page();
    }
    Response later(Step step, const HttpError& error)
    {
        auto page = question(step, true);
        page.say_later(error);
        return page.page();
    }
};

Response send_first_letter(Filling& filling, const std::string& email)
{
    const auto answer =
        domain::send_first_letter(filling.context(), email, filling.visit.language(), filling.visit.request().client);
    if (const auto later = asks_for_later(answer)) return filling.later(Step::email, *later);
    return first_letter_page(filling.visit, email);
}

/// Before any other question: a browser that can works unseen, another one's visitor gets a letter.
Response answer_email(Filling& filling)
{
    auto read = domain::read_email(filling.visit.field("email"));
    if (const auto* fault = std::get_if<RegistrationFault>(&read)) return filling.wrong(Step::email, {*fault});
    if (!admitted(filling.form)) {
        const auto& context = filling.context();
        if (context.clock.now() < filling.form.begun + context.rules.quickest_form) return filling.again(Step::email);
        const auto proof = take_proof_of(filling.visit);
        if (proof == Proof::again) return filling.again(Step::email);
        if (proof == Proof::none) return send_first_letter(filling, std::get<std::string>(read));
        filling.answer("proven", "yes");
    }
    if (!by_letter(filling.form)) filling.answer("email", std::get<std::string>(std::move(read)));
    return filling.next();
}

Response answer_names(Filling& filling)
{
    const auto field = [&](std::string_view name) { return std::string{filling.visit.field(name)}; };
    auto read = domain::read_names({{field("given"), field("fathers"), field("family")}, !field("only").empty()});
    if (const auto* faults = std::get_if<std::vector<RegistrationFault>>(&read))
        return filling.wrong(Step::names, *faults);
    auto& names = std::get<domain::PersonNames>(read);
    const domain::PersonNames before{std::string{filling.form.answer("given")},
                                     std::string{filling.form.answer("fathers")},
                                     std::string{filling.form.answer("family")}};
    if (names != before) filling.form.answers.erase("phc"); // the password may hold one of them
    filling.answer("given", std::move(names.given));
    filling.answer("fathers", std::move(names.fathers));
    filling.answer("family", std::move(names.family));
    filling.answer("only", field("only").empty() ? "" : "yes");
    return filling.next();
}

Response answer_phone(Filling& filling)
{
    auto read = domain::read_phone(filling.visit.field("phone"));
    if (const auto* fault = std::get_if<RegistrationFault>(&read)) return filling.wrong(Step::phone, {*fault});
    filling.answer("phone", std::get<std::string>(std::move(read)));
    return filling.next();
}

Response answer_username(Filling& filling)
{
    if (!by_letter(filling.form)) {
        const auto proof = take_proof_of(filling.visit);
        if (proof == Proof::again) return filling.again(Step::username);
        if (proof == Proof::none) {
            auto page = filling.question(Step::username, true);
            page.say_without_proof();
            return page.page();
        }
    }
    auto chosen = domain::choose_username(filling.context(), filling.visit.field("username"), filling.asker());
    if (const auto* fault = std::get_if<RegistrationFault>(&chosen)) return filling.wrong(Step::username, {*fault});
    auto& username = std::get<std::string>(chosen);
    if (username != filling.form.answer("username")) filling.form.answers.erase("phc"); // it may hold this username
    filling.answer("username", std::move(username));
    return filling.next();
}

Response answer_password(Filling& filling)
{
    const auto typed = filling.visit.request().form.get("password"); // blanks may belong to it
    const auto answer = [&](std::string_view name) { return std::string{filling.form.answer(name)}; };
    const domain::PasswordOwner owner{answer("username"), {answer("given"), answer("fathers"), answer("family")}};
    auto chosen = domain::choose_password(filling.context(), typed, owner, filling.asker());
    if (const auto* fault = std::get_if<domain::PasswordFault>(&chosen)) return filling.wrong(*fault);
    if (const auto later = asks_for_later(chosen)) return filling.later(Step::password, *later);
    auto& hash = std::get<domain::PasswordHash>(chosen);
    filling.answer("phc", std::move(hash.phc));
    filling.answer("pepper", std::move(hash.pepper));
    return filling.next();
}

domain::Registration registration_of(const Filling& filling)
{
    const auto answer = [&](std::string_view name) { return std::string{filling.form.answer(name)}; };
    return {answer("username"),
            {answer("phc"), answer("pepper")},
            {answer("given"), answer("fathers"), answer("family")},
            answer("email"),
            answer("phone"),
            filling.visit.language(),
            filling.asker(),
            by_letter(filling.form)};
}

Response register_now(Filling& filling)
{
    const auto answer = domain::register_account(filling.context(), registration_of(filling));
    if (const auto* registered = std::get_if<domain::Registered>(&answer)) return sent_page(filling.visit, *registered);
    if (std::holds_alternative<domain::FormFinished>(answer)) return finished_page(filling.visit);
    if (const auto later = asks_for_later(answer)) return filling.later(Step::check, *later);
    // Somebody took the username since it was free.
    const auto& faults = std::get<std::vector<RegistrationFault>>(answer);
    auto page = filling.question(step_of(faults.at(0)));
    page.put_faults(faults);
    return page.page();
}

Response answered(Filling& filling, Step step)
{
    if (step != Step::email && !admitted(filling.form)) return filling.question(Step::email).page();
    switch (step) {
    case Step::email:
        return answer_email(filling);
    case Step::names:
        return answer_names(filling);
    case Step::phone:
        return answer_phone(filling);
    case Step::username:
        return answer_username(filling);
    case Step::password: // whether it holds the username is asked
        return filling.form.has("username") ? answer_password(filling) : filling.next();
    case Step::check:
        return next_step(filling.form) == Step::check ? register_now(filling) : filling.next();
    }
    throw std::logic_error{"a step without a question"};
}

/// "Back" and "Change" ask for a question, as another language does; all other buttons answer one.
Response step(CitizenVisit& visit)
{
    const auto opened = opened_form(visit);
    if (const auto* refusal = std::get_if<domain::SealedFormRefusal>(&opened)) {
        if (*refusal == domain::SealedFormRefusal::not_ours) return see_other("/registration");
        return visit.page("registration-expired", visit.text("The registration has waited too long"), {}, 410);
    }
    Filling filling{visit, std::get<SealedForm>(opened)};
    if (const auto asked = step_of(visit.field("show")); asked && admitted(filling.form))
        return filling.question(*asked).page();
    const auto answering = step_of(visit.field("step"));
    return answering ? answered(filling, *answering) : filling.next();
}

Response step_in_its_language(CitizenVisit& visit)
{
    const auto asked = visit.field("language");
    if (asked != "bg" && asked != "en") return step(visit);
    visit.speak(language_of(asked, visit.language()));
    auto response = step(visit);
    set_cookie(response, kLanguageCookie, asked);
    return response;
}

Response begin(CitizenVisit& visit)
{
    const auto form = domain::begin_form(visit.site().context.clock.now());
    return QuestionPage{visit, form, Step::email, false}.page();
}
} // namespace

void add_registration_routes(Router& router, const Site& site)
{
    const auto anew = [](const Request&) { return see_other("/registration"); };
    router.get("/registration", for_everybody(site, begin));
    router.get(kStepsPath, anew);
    router.post(kStepsPath, for_everybody(site, step_in_its_language));
    add_proof_routes(router, site);
    add_first_letter_routes(router, site);
    add_sent_routes(router, site);
}
} // namespace portal::http
