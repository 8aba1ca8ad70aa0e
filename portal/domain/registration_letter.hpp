#pragma once

#include "portal/domain/registration.hpp"
#include "portal/domain/sealed_form.hpp"

/// Where no browser can prove its work, a registration begins with a letter: its link brings back the address, sealed,
/// and the form behind it asks for no proof. The database keeps nothing of it but the letter in its queue.
namespace portal::domain {
/// The same answer whatever is known of the address; one that serves as many accounts as it may is told so by letter.
struct FirstLetterSent {
    std::string email;
};
std::variant<FirstLetterSent, RegistrationFault, TooMany> send_first_letter(const Context& context,
                                                                            std::string_view typed_email,
                                                                            Language language,
                                                                            std::string_view network);

/// Why a letter's link begins nothing.
enum class FirstLetterRefusal { unknown, expired, used };
/// A form to go on with, whose only answer is `email`. Changes nothing.
std::variant<SealedForm, FirstLetterRefusal> open_first_letter(const Context& context, std::string_view token);
} // namespace portal::domain
