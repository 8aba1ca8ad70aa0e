#include "portal/domain/password_change.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
void set_password(const Context& context, const AccountRow& account, const PasswordChange& form,
                  const PasswordHash& password)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto session = transaction->sessions().find(hash_of_token(form.session_token));
    transaction->accounts().set_password(account.id, password);
    transaction->sessions().end_all(account.id, session ? std::optional{session->id} : std::nullopt, now);
    transaction->email_tokens().supersede(LinkPurpose::reset_password, account.id, now);
    transaction->audit().add(
        {"password.changed", now, ActorKind::citizen, account.id, account.id, {}, {}, {{"network", form.network}}});
    queue_security_mail(*transaction, context, MailKind::password_changed, account);
    transaction->commit();
}
} // namespace

PasswordChangeAnswer change_password(const Context& context, const Account& account, const PasswordChange& form)
{
    if (const auto fault = fault_of_password(form.fresh, {account.username, account.names}, context.breached))
        return *fault;
    const auto again = check_password_again(context, account, form.current, form.network);
    if (const auto* many = std::get_if<TooMany>(&again)) return *many;
    if (std::holds_alternative<Busy>(again)) return Busy{};
    if (std::holds_alternative<WrongPassword>(again)) return WrongPassword{};
    if (form.fresh == form.current) return SamePassword{};
    const auto hashed = context.passwords.hash(form.fresh, {Caller::Rank::citizen, network_of(form.network)});
    if (std::holds_alternative<Busy>(hashed)) return Busy{};
    set_password(context, account, form, std::get<PasswordHash>(hashed));
    return PasswordChanged{};
}
} // namespace portal::domain
