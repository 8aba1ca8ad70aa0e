#include "portal/http/registration_page.hpp"

#include <algorithm>
#include <array>

#include "portal/http/error_answers.hpp"
#include "portal/http/fault_words.hpp"
#include "portal/http/password_words.hpp"

namespace portal::http {
namespace {
using domain::RegistrationFault;

constexpr std::string_view kPurpose = "registration";

struct StepWords {
    std::string_view name; ///< in forms and of the template
    std::string_view title;
    std::string_view answer; ///< there once it is answered
    std::array<std::string_view, 4> fields;
};
/// In the order of `Step`.
constexpr std::array kSteps{
    StepWords{"email", N_("Your e-mail address"), "email", {"email"}},
    StepWords{"names", N_("Your names as on your ID card"), "family", {"given", "fathers", "family", "only"}},
    StepWords{"phone", N_("Your telephone"), "phone", {"phone"}},
    StepWords{"username", N_("Choose a username"), "username", {"username"}},
    StepWords{"password", N_("Choose a password"), "phc", {"password"}},
    StepWords{"check", N_("Check your answers"), "", {"given", "fathers", "family"}}};

const StepWords& words_of(Step step)
{
    return kSteps.at(static_cast<std::size_t>(step));
}

/// Where "Back" leads; empty: to where one comes from.
std::optional<Step> step_before(const SealedForm& form, Step step)
{
    const Step first = by_letter(form) ? Step::names : Step::email;
    if (step == first) return std::nullopt;
    return static_cast<Step>(static_cast<int>(step) - 1);
}

PageData text_or_none(const std::string& text)
{
    return text.empty() ? PageData{false} : PageData{text};
}

/// Whether the browser has to work before this question is answered.
bool wants_proof(const SealedForm& form, Step step)
{
    if (by_letter(form)) return false;
    return step == Step::username || (step == Step::email && !admitted(form));
}
/// Nobody has an account here that could be blocked.
std::string words_until(const Visit& visit, const HttpError& later)
{
    if (later.status != 429) return later_words(visit, later);
    const auto wait = shown_wait(visit, later.retry_after);
    if (wait.empty())
        return visit.text("Too many tries. Leave this page open and press the button again in a little while.");
    return filled(visit.text("Too many tries. Leave this page open and press the button again in {time}."),
                  {{"time", wait}});
}
} // namespace

std::optional<Step> step_of(std::string_view name)
{
    const auto found = std::ranges::find(kSteps, name, &StepWords::name);
    if (found == kSteps.end()) return std::nullopt;
    return static_cast<Step>(found - kSteps.begin());
}

Step step_of(RegistrationFault fault)
{
    const auto asks = [field = field_of(fault)](const StepWords& step) {
        return std::ranges::find(step.fields, field) != step.fields.end();
    };
    return static_cast<Step>(std::ranges::find_if(kSteps, asks) - kSteps.begin());
}

Step next_step(const SealedForm& form)
{
    const auto open = std::ranges::find_if(kSteps, [&](const StepWords& step) { return !form.has(step.answer); });
    return static_cast<Step>(open - kSteps.begin()); // the check has no answer
}

bool admitted(const SealedForm& form)
{
    return form.has("proven") || by_letter(form);
}

bool by_letter(const SealedForm& form)
{
    return form.has("by_letter");
}

QuestionPage::QuestionPage(Visit& visit, const SealedForm& form, Step step, bool typed)
    : visit_{visit}, form_{form}, step_{step}, fields_{visit}
{
    for (const auto field : words_of(step).fields) {
        if (field.empty()) continue;
        if (field == "password") // never sent back
            fields_.value(field, "");
        else
            fields_.value(field, typed ? visit.field(field) : form.answer(field));
    }
    data_.set("again", false);
    data_.set("without_proof", false);
    data_.set("later", false);
}

void QuestionPage::put_faults(const std::vector<RegistrationFault>& faults)
{
    std::vector<RegistrationFault> here;
    std::ranges::copy_if(faults, std::back_inserter(here), [&](auto fault) { return step_of(fault) == step_; });
    http::put_faults(fields_, visit_, here);
}

void QuestionPage::put_fault(domain::PasswordFault fault)
{
    fields_.fault("password", http::words_of(visit_, fault));
}

void QuestionPage::ask_again()
{
    data_.set("again", true);
}

void QuestionPage::say_without_proof()
{
    data_.set("without_proof", true);
}

void QuestionPage::say_later(const HttpError& later)
{
    later_ = later;
    data_.set("later", PageData{"words", words_until(visit_, later)});
}

Response QuestionPage::page()
{
    const auto& words = words_of(step_);
    const auto before = step_before(form_, step_);
    data_.set("form", sealed(visit_, form_));
    data_.set("step", std::string{words.name});
    data_.set("kept", !form_.answers.empty()); // in another language the answers stay, too
    data_.set("number", std::to_string(static_cast<int>(step_) + 1));
    data_.set("before", before ? PageData{"step", std::string{words_of(*before).name}} : PageData{false});
    data_.set("proof", wants_proof(form_, step_));
    data_.set("by_letter", by_letter(form_));
    data_.set("checked", next_step(form_) == Step::check); // a changed answer leads back to the check
    for (const auto* name : {"email", "phone", "username"})
        data_.set("answered_" + std::string{name}, text_or_none(std::string{form_.answer(name)}));
    auto response = fields_.page("registration-" + std::string{words.name}, visit_.text(words.title), std::move(data_));
    // The browser's own Back shows the page before as it was, without asking us: it came by POST, from a form whose
    // answers are kept nowhere else.
    response.status = 200;
    response.set("Cache-Control", "private, no-cache");
    if (later_) answer_later(response, *later_);
    return response;
}

std::string sealed(const Visit& visit, const SealedForm& form)
{
    return domain::seal_form(visit.site().context.keys, kPurpose, form);
}

std::variant<SealedForm, domain::SealedFormRefusal> opened_form(const Visit& visit)
{
    const auto& context = visit.site().context;
    return domain::open_form(context.keys, kPurpose, visit.field("form"), context.rules.form_life, context.clock.now());
}
} // namespace portal::http
