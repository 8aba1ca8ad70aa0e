#include "portal/domain/password_again.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/password_tries.hpp"

namespace portal::domain {
PasswordAgain check_password_again(const Context& context, const Account& account, std::string_view password,
                                   std::string_view network)
{
    const PasswordTries tries{context, "login", account.username, network};
    std::optional<AccountCredentials> credentials;
    Caller caller;
    {
        const auto transaction = context.database.begin();
        const auto wait = tries.begin(*transaction);
        caller = tries.caller(*transaction, Caller::Rank::citizen);
        credentials = transaction->accounts().credentials(account.username);
        transaction->commit();
        if (wait) return *wait;
    }
    const auto stored = credentials ? std::optional{credentials->password} : std::nullopt;
    const auto verdict = context.passwords.verify(password, stored, caller);
    const auto transaction = context.database.begin();
    PasswordAgain answer = WrongPassword{};
    if (std::holds_alternative<Busy>(verdict)) {
        tries.undo(*transaction);
        answer = Busy{};
    } else if (std::get<bool>(verdict)) {
        tries.succeeded(*transaction);
        answer = RightPassword{*stored};
    } else {
        tries.failed(*transaction, credentials.has_value());
    }
    transaction->commit();
    return answer;
}
} // namespace portal::domain
