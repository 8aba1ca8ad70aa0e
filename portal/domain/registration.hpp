#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "portal/domain/accounts.hpp"
#include "portal/domain/password_rules.hpp"

/// Registration: each question by itself, then the account. Nothing of a registration is kept before it is finished.
namespace portal::domain {
/// What is wrong with an answer; each belongs to one question.
enum class RegistrationFault {
    username_length,
    username_characters,
    username_no_letter,
    username_like_site, ///< letters print it, and mail programs would make a link of it
    username_taken,
    given_name_missing,
    given_name_wrong,
    fathers_name_wrong,
    family_name_missing,
    family_name_wrong,
    one_name_missing, ///< "my document has one name only", and none is there, or several
    email_wrong,
    phone_wrong,
};

/// As typed. `only`: the document has one name alone, which is then kept as the family name, where documents write it.
/// Source: ICAO 9303-3 §4.6 (a single name is the primary identifier).
struct TypedNames {
    PersonNames names;
    bool only{};
};
using NamesAnswer = std::variant<PersonNames, std::vector<RegistrationFault>>;
/// Tidy, or all that is wrong with them.
NamesAnswer read_names(const TypedNames& typed);
/// As `parse_email` has it.
std::variant<std::string, RegistrationFault> read_email(std::string_view typed);
/// As `parse_phone` has it; nothing but blanks is no telephone, which is right, too.
std::variant<std::string, RegistrationFault> read_phone(std::string_view typed);

/// Who asks: for the limits only.
struct Asker {
    std::string form;    ///< id of the sealed form
    std::string network; ///< address of the visitor
};
/// As `contract::parse_username` has it, or why it cannot be had: somebody has it. Who asked for too many is told of
/// none here any more, only by `register_account`.
std::variant<std::string, RegistrationFault> choose_username(const Context& context, std::string_view typed,
                                                             const Asker& asker);
/// Ready to be stored.
std::variant<PasswordHash, PasswordFault, TooMany, Busy> choose_password(const Context& context, std::string_view typed,
                                                                         const PasswordOwner& owner,
                                                                         const Asker& asker);

/// Every answer, as the functions above gave it.
struct Registration {
    std::string username;
    PasswordHash password;
    PersonNames names;
    std::string email;
    std::string phone; ///< may be empty
    Language language{Language::bulgarian};
    Asker asker;
    bool by_letter{}; ///< begun behind a link that was sent to this address
};
/// "Look into your mailbox": also where the address has its three accounts already, so that nobody learns of it. The
/// mail then says so instead of bringing a link, and the account stays unconfirmed.
struct Registered {
    AccountId account{};
    std::string username;
    std::string email;
    bool confirmed{}; ///< the letter was there before
};
/// One form makes one account; it made another one.
struct FormFinished {};
using RegistrationAnswer = std::variant<Registered, std::vector<RegistrationFault>, FormFinished, TooMany>;
/// Makes the account and queues its letter. A second time with the same form and answers does nothing and answers as
/// the first.
RegistrationAnswer register_account(const Context& context, const Registration& form);
/// Whether this form has made its account.
bool form_finished(const Context& context, std::string_view form);
} // namespace portal::domain
