#include "portal/domain/password_change.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/open_requests.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
/// False: the password that was given is the account's no more.
bool set_password(const Context& context, AccountId id, const PasswordChange& form, const PasswordHash& given,
                  const PasswordHash& fresh)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock_with_password(id, given);
    if (!account) return false;
    const auto session = transaction->sessions().find(hash_of_token(form.session_token));
    transaction->accounts().set_password(id, fresh);
    transaction->sessions().end_all(id, session ? std::optional{session->id} : std::nullopt, now);
    transaction->known_browsers().forget_others(id, hash_of_token(form.browser));
    end_open_requests(*transaction, context, id);
    transaction->audit().add(
        {"password.changed", now, ActorKind::citizen, id, id, {}, {}, {{"network", form.network}}});
    queue_security_mail(*transaction, context, MailKind::password_changed, *account);
    transaction->commit();
    return true;
}
} // namespace

PasswordChangeAnswer change_password(const Context& context, const Account& account, const PasswordChange& form)
{
    if (const auto fault = fault_of_password(form.fresh, {account.username, account.names}, context.breached))
        return *fault;
    const auto again = check_password_again(context, account, {form.current, form.network, form.browser});
    if (const auto* many = std::get_if<TooMany>(&again)) return *many;
    if (std::holds_alternative<Busy>(again)) return Busy{};
    const auto* right = std::get_if<RightPassword>(&again);
    if (!right) return WrongPassword{};
    if (form.fresh == form.current) return SamePassword{};
    const auto hashed = context.passwords.hash(form.fresh, right->caller);
    if (std::holds_alternative<Busy>(hashed)) return Busy{};
    if (!set_password(context, account.id, form, right->checked, std::get<PasswordHash>(hashed)))
        return WrongPassword{};
    return PasswordChanged{};
}
} // namespace portal::domain
