#include "portal/domain/registration.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/email_confirmation.hpp"
#include "portal/domain/password_tries.hpp"
#include "portal/domain/site_names.hpp"

namespace portal::domain {
namespace {
constexpr std::chrono::hours kRemembered{48}; ///< longer than any form lives, a letter before it included
constexpr std::string_view kFinished = "form-finished";
constexpr unsigned kPasswordsPerForm = 20; ///< each costs a hash
constexpr unsigned kUsernamesPerForm = 30;

RegistrationFault fault_of(contract::UsernameFault fault)
{
    switch (fault) {
    case contract::UsernameFault::length:
        return RegistrationFault::username_length;
    case contract::UsernameFault::characters:
        return RegistrationFault::username_characters;
    case contract::UsernameFault::no_letter:
        return RegistrationFault::username_no_letter;
    }
    throw std::logic_error{"unknown username fault"};
}

bool wrong(const std::string& tidy_name)
{
    return !contract::faults_of_name(tidy_name).empty();
}

/// The one name may stand in any of the fields.
NamesAnswer read_only_name(const PersonNames& names)
{
    std::string only;
    for (const auto* name : {&names.given, &names.fathers, &names.family}) {
        if (name->empty()) continue;
        if (!only.empty()) return std::vector{RegistrationFault::one_name_missing};
        only = *name;
    }
    if (only.empty()) return std::vector{RegistrationFault::one_name_missing};
    if (!wrong(only)) return PersonNames{"", "", only};
    return std::vector{!names.given.empty()     ? RegistrationFault::given_name_wrong
                       : !names.fathers.empty() ? RegistrationFault::fathers_name_wrong
                                                : RegistrationFault::family_name_wrong};
}

std::optional<AccountId> add_account(Transaction& transaction, const Context& context, const Registration& form)
{
    const auto now = context.clock.now();
    const auto id = transaction.accounts().add(
        {form.username, form.password, form.names, form.email, form.phone, form.language, now});
    if (id) note_own_act(transaction, "account.registered", *id, now);
    return id;
}

/// What this form made before, where the page was sent twice: known by its password's salt, which no other form has.
std::optional<Registered> made_before(Transaction& transaction, const Registration& form)
{
    const auto credentials = transaction.accounts().credentials(form.username);
    if (!credentials || credentials->password.phc != form.password.phc) return std::nullopt;
    const auto account = transaction.accounts().find_by_username(form.username);
    if (!account || account->email != form.email) return std::nullopt;
    return Registered{account->id, account->username, account->email, account->email_confirmed.has_value()};
}
} // namespace

NamesAnswer read_names(const TypedNames& typed)
{
    const PersonNames names{contract::tidy_name(typed.names.given), contract::tidy_name(typed.names.fathers),
                            contract::tidy_name(typed.names.family)};
    if (typed.only) return read_only_name(names);
    std::vector<RegistrationFault> faults;
    if (names.given.empty())
        faults.push_back(RegistrationFault::given_name_missing);
    else if (wrong(names.given))
        faults.push_back(RegistrationFault::given_name_wrong);
    if (!names.fathers.empty() && wrong(names.fathers)) faults.push_back(RegistrationFault::fathers_name_wrong);
    if (names.family.empty())
        faults.push_back(RegistrationFault::family_name_missing);
    else if (wrong(names.family))
        faults.push_back(RegistrationFault::family_name_wrong);
    if (!faults.empty()) return faults;
    return names;
}

std::variant<std::string, RegistrationFault> read_email(std::string_view typed)
{
    if (auto email = parse_email(typed)) return std::move(*email);
    return RegistrationFault::email_wrong;
}

std::variant<std::string, RegistrationFault> read_phone(std::string_view typed)
{
    if (typed.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::string{};
    if (auto phone = parse_phone(typed)) return std::move(*phone);
    return RegistrationFault::phone_wrong;
}

std::variant<std::string, RegistrationFault> choose_username(const Context& context, std::string_view typed,
                                                             const Asker& asker)
{
    const auto parsed = contract::parse_username(typed);
    if (const auto* fault = std::get_if<contract::UsernameFault>(&parsed)) return fault_of(*fault);
    const auto& username = std::get<std::string>(parsed);
    if (like_site(username)) return RegistrationFault::username_like_site;
    const auto transaction = context.database.begin();
    const auto too_many_of_network =
        count_network(*transaction, context, "username", asker.network, context.rules.usernames_per_network);
    const auto too_many_of_form =
        count_try(*transaction, context, "form-username", asker.form, kUsernamesPerForm, kDay);
    const bool told = !too_many_of_network && !too_many_of_form;
    const bool taken = told && transaction->accounts().username_taken(username);
    transaction->commit();
    if (taken) return RegistrationFault::username_taken;
    return username;
}

std::variant<PasswordHash, PasswordFault, TooMany, Busy> choose_password(const Context& context, std::string_view typed,
                                                                         const PasswordOwner& owner, const Asker& asker)
{
    if (const auto fault = fault_of_password(typed, owner, context.breached)) return *fault;
    Caller caller{Caller::Rank::citizen, site_of(asker.network)};
    {
        const auto transaction = context.database.begin();
        const auto too_many = count_try(*transaction, context, "form-password", asker.form, kPasswordsPerForm, kDay);
        caller = with_new_password(*transaction, context, caller);
        transaction->commit();
        if (too_many) return *too_many;
    }
    // Without a connection in hand: it takes long.
    auto hashed = context.passwords.hash(typed, caller);
    if (std::holds_alternative<Busy>(hashed)) return Busy{};
    return std::get<PasswordHash>(std::move(hashed));
}

RegistrationAnswer register_account(const Context& context, const Registration& form)
{
    {
        // Counted first: asking which usernames are taken is a try, too.
        const auto transaction = context.database.begin();
        const auto too_many = count_network(*transaction, context, "register", form.asker.network,
                                            context.rules.registrations_per_network);
        transaction->commit();
        if (too_many) return *too_many;
    }
    const auto transaction = context.database.begin();
    // One form makes one account: a second page of it waits here for the first.
    if (count(*transaction, context, kFinished, form.asker.form, kRemembered).count > 1) {
        const auto before = made_before(*transaction, form);
        return before ? RegistrationAnswer{*before} : FormFinished{};
    }
    const auto id = add_account(*transaction, context, form);
    if (!id) return std::vector{RegistrationFault::username_taken};
    const UnconfirmedAccount account{*id, form.username, form.email, form.language};
    // Whether a letter left is the mailbox's secret; the account page sends another one.
    const bool confirmed = form.by_letter && confirm_known_address(*transaction, context, account);
    if (!confirmed) send_confirmation(*transaction, context, account, form.asker.network);
    transaction->commit();
    return Registered{*id, form.username, form.email, confirmed};
}

bool form_finished(const Context& context, std::string_view form)
{
    return too_many_tries(*context.database.begin(), context, kFinished, form, 1).has_value();
}
} // namespace portal::domain
