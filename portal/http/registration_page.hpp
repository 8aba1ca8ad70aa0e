#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "portal/domain/registration.hpp"
#include "portal/domain/sealed_form.hpp"
#include "portal/http/form_page.hpp"

/// The pages of a registration, one a question. What was answered travels in them, sealed.
namespace portal::http {
using domain::SealedForm;

/// The questions in their order; the last page is no question.
enum class Step { email, names, phone, username, password, check };
constexpr std::string_view kStepsPath = "/registration/steps";

/// Empty: there is no such one.
std::optional<Step> step_of(std::string_view name);
/// The first one without an answer.
Step next_step(const SealedForm& form);
/// Whether this form may go on beyond the address: its browser worked, or its letter was opened.
bool admitted(const SealedForm& form);
/// Its address is the letter's: it is known, and not changed any more.
bool by_letter(const SealedForm& form);

/// One question's page. `typed`: what the visitor wrote stands in the fields, not what was answered before.
class QuestionPage {
public:
    QuestionPage(Visit& visit, const SealedForm& form, Step step, bool typed);

    /// Those that belong to this step.
    void put_faults(const std::vector<domain::RegistrationFault>& faults);
    void put_fault(domain::PasswordFault fault);
    /// A sentence that asks for the button once more.
    void ask_again();
    /// The browser brought no proof, and a letter is the other way.
    void say_without_proof();
    /// A sentence that asks to come again later; the page is then no success.
    void say_later(const HttpError& later);
    Response page();

private:
    Visit& visit_;
    const SealedForm& form_;
    Step step_;
    FormPage fields_;
    PageData data_;
    std::optional<HttpError> later_;
};
/// The question that a fault belongs to.
Step step_of(domain::RegistrationFault fault);

/// Seals what was answered; opened again by `opened_form`.
std::string sealed(const Visit& visit, const SealedForm& form);
std::variant<SealedForm, domain::SealedFormRefusal> opened_form(const Visit& visit);
} // namespace portal::http
