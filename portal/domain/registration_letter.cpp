#include "portal/domain/registration_letter.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/email_confirmation.hpp"

namespace portal::domain {
namespace {
constexpr std::string_view kPurpose = "first-letter";
constexpr std::chrono::hours kHour{1};
} // namespace

std::variant<FirstLetterSent, RegistrationFault, TooMany> send_first_letter(const Context& context,
                                                                            std::string_view typed_email,
                                                                            Language language, std::string_view network)
{
    const auto read = read_email(typed_email);
    if (const auto* fault = std::get_if<RegistrationFault>(&read)) return *fault;
    const auto& email = std::get<std::string>(read);
    const auto transaction = context.database.begin();
    const auto too_many =
        count_network(*transaction, context, "first-letter", network, context.rules.first_letters_per_network, kHour);
    if (!too_many && may_write_to(*transaction, context, email, network)) {
        auto form = begin_form(context.clock.now());
        form.answers.emplace("email", email);
        const bool full = address_full(*transaction, context, email);
        std::map<std::string, std::string> arguments;
        if (!full) arguments.emplace("token", seal_form(context.keys, kPurpose, form));
        queue_mail(*transaction, context, full ? MailKind::account_limit : MailKind::first_letter, language, email,
                   arguments, std::nullopt);
    }
    transaction->commit();
    if (too_many) return *too_many;
    return FirstLetterSent{email};
}

std::variant<SealedForm, FirstLetterRefusal> open_first_letter(const Context& context, std::string_view token)
{
    const auto now = context.clock.now();
    const auto opened = open_form(context.keys, kPurpose, token, context.rules.email_link_life, now);
    if (const auto* refusal = std::get_if<SealedFormRefusal>(&opened))
        return *refusal == SealedFormRefusal::expired ? FirstLetterRefusal::expired : FirstLetterRefusal::unknown;
    auto form = std::get<SealedForm>(opened);
    if (form_finished(context, form.id)) return FirstLetterRefusal::used;
    form.begun = now; // its steps have a time of their own
    return form;
}
} // namespace portal::domain
