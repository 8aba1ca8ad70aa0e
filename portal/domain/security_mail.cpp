#include "portal/domain/security_mail.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
void queue_security_mail(Transaction& transaction, const Context& context, MailKind kind, const AccountRow& account,
                         std::map<std::string, std::string> arguments)
{
    if (!account.email_confirmed) return;
    const auto now = context.clock.now();
    arguments.emplace("username", account.username);
    arguments.emplace("time", contract::to_rfc3339(now));
    arguments.emplace(
        "alarm", make_link_beside(transaction,
                                  {LinkPurpose::alarm, account.id, account.email, context.rules.alarm_link_life}, now));
    queue_mail(transaction, context.keys, kind, account.language, account.email, arguments, account.id, now);
}
} // namespace portal::domain
