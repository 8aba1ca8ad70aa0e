#include "portal/domain/accounts.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// What the form says once it is tidy; made only from a form without faults.
struct TidyForm {
    std::string username;
    PersonNames names;
    std::string email;
    std::string phone;
};

std::optional<RegistrationFault> fault_of_username(std::string_view text)
{
    const auto parsed = contract::parse_username(text);
    const auto* fault = std::get_if<contract::UsernameFault>(&parsed);
    if (!fault) return std::nullopt;
    switch (*fault) {
    case contract::UsernameFault::length:
        return RegistrationFault::username_length;
    case contract::UsernameFault::characters:
        return RegistrationFault::username_characters;
    case contract::UsernameFault::no_letter:
        return RegistrationFault::username_no_letter;
    }
    throw std::logic_error{"unknown username fault"};
}

std::optional<RegistrationFault> password_fault_of(const Registration& form)
{
    const auto parsed = contract::parse_username(form.username);
    const auto* username = std::get_if<std::string>(&parsed);
    const auto fault = fault_of_password(form.password, username ? *username : "");
    if (!fault) return std::nullopt;
    switch (*fault) {
    case PasswordFault::too_short:
        return RegistrationFault::password_too_short;
    case PasswordFault::too_long:
        return RegistrationFault::password_too_long;
    case PasswordFault::not_text:
        return RegistrationFault::password_not_text;
    case PasswordFault::contains_username:
        return RegistrationFault::password_contains_username;
    case PasswordFault::contains_city:
        return RegistrationFault::password_contains_city;
    }
    throw std::logic_error{"unknown password fault"};
}

/// Not everybody has a telephone, or wants to tell its number.
bool blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool wrong(const std::string& tidy_name)
{
    return !contract::faults_of_name(tidy_name).empty();
}

std::vector<RegistrationFault> faults_of_names(const PersonNames& names)
{
    std::vector<RegistrationFault> faults;
    const auto given = contract::tidy_name(names.given);
    const auto fathers = contract::tidy_name(names.fathers);
    const auto family = contract::tidy_name(names.family);
    if (given.empty())
        faults.push_back(RegistrationFault::given_name_missing);
    else if (wrong(given))
        faults.push_back(RegistrationFault::given_name_wrong);
    if (!fathers.empty() && wrong(fathers)) faults.push_back(RegistrationFault::fathers_name_wrong);
    if (family.empty())
        faults.push_back(RegistrationFault::family_name_missing);
    else if (wrong(family))
        faults.push_back(RegistrationFault::family_name_wrong);
    return faults;
}

std::vector<RegistrationFault> faults_without_password(const Registration& form)
{
    auto faults = faults_of_names(form.names);
    if (const auto fault = fault_of_username(form.username)) faults.push_back(*fault);
    if (!parse_email(form.email)) faults.push_back(RegistrationFault::email_wrong);
    if (!blank(form.phone) && !parse_phone(form.phone)) faults.push_back(RegistrationFault::phone_wrong);
    return faults;
}

std::vector<RegistrationFault> faults_of(const Registration& form)
{
    auto faults = faults_without_password(form);
    if (const auto fault = password_fault_of(form)) faults.push_back(*fault);
    return faults;
}

TidyForm tidy(const Registration& form)
{
    return {std::get<std::string>(contract::parse_username(form.username)),
            {contract::tidy_name(form.names.given), contract::tidy_name(form.names.fathers),
             contract::tidy_name(form.names.family)},
            parse_email(form.email).value(),
            blank(form.phone) ? std::string{} : parse_phone(form.phone).value()};
}

/// Empty: the username is taken.
std::optional<AccountId> add_account(Transaction& transaction, const Context& context, const TidyForm& form,
                                     const PasswordHash& password, Language language, std::string_view network)
{
    const auto now = context.clock.now();
    const auto id =
        transaction.accounts().add({form.username, password, form.names, form.email, form.phone, language, now});
    if (!id) return std::nullopt;
    // Whether the letter left is the mailbox's secret; the account page sends another one.
    send_confirmation(transaction, context, {*id, form.username, form.email, language}, network);
    transaction.audit().add({"account.registered", now, ActorKind::citizen, id, id, {}, {}, {}});
    return id;
}
} // namespace

std::vector<RegistrationFault> faults_of_answers(const Context& context, const Registration& form)
{
    auto faults = faults_without_password(form);
    const auto username = contract::parse_username(form.username);
    if (!std::holds_alternative<std::string>(username)) return faults;
    const auto transaction = context.database.begin();
    const auto too_many =
        count_try(*transaction, context, "username", network_of(form.network), context.rules.usernames_per_network);
    if (!too_many && transaction->accounts().username_taken(std::get<std::string>(username)))
        faults.push_back(RegistrationFault::username_taken);
    transaction->commit();
    return faults;
}

RegistrationAnswer register_account(const Context& context, const Registration& form)
{
    if (auto faults = faults_of(form); !faults.empty()) return faults;
    const auto tidied = tidy(form);
    {
        // Counted first: asking which usernames are taken is a try, too.
        const auto transaction = context.database.begin();
        const auto too_many = count_try(*transaction, context, "register", network_of(form.network),
                                        context.rules.registrations_per_network);
        const bool taken = transaction->accounts().username_taken(tidied.username);
        transaction->commit();
        if (too_many) return *too_many;
        if (taken) return std::vector{RegistrationFault::username_taken};
    }
    // Without a connection in hand: it takes long.
    const auto hashed = context.passwords.hash(form.password, {Caller::Rank::citizen, network_of(form.network)});
    const auto transaction = context.database.begin();
    if (std::holds_alternative<Busy>(hashed)) {
        take_try_back(*transaction, context, "register", network_of(form.network));
        transaction->commit();
        return Busy{};
    }
    if (!add_account(*transaction, context, tidied, std::get<PasswordHash>(hashed), form.language, form.network))
        return std::vector{RegistrationFault::username_taken};
    transaction->commit();
    return Registered{tidied.username, tidied.email};
}

Account account_of(const Context& context, const AccountProfile& profile)
{
    const auto& [row, number, verification, pass_expires, contested, pause] = profile;
    const bool overtaken = contested && verification && *contested <= verification->renewed;
    return {row,
            number ? contract::masked(open_number(context.keys, row.id, *number)) : "",
            verification,
            pass_expires && *pass_expires > context.clock.now(),
            overtaken ? std::nullopt : contested,
            pause};
}
} // namespace portal::domain
