#include "portal/domain/security_mail.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// Whoever has the password could hide one letter among thousands, and keep others' letters from leaving.
bool told_enough(Transaction& transaction, const Context& context, MailKind kind, AccountId account)
{
    if (kind != MailKind::new_browser && kind != MailKind::data_exported) return false;
    return count_try(transaction, context, kind == MailKind::new_browser ? "told-browser" : "told-export",
                     std::to_string(account), context.rules.notices_per_account, kDay)
        .has_value();
}
} // namespace

void queue_security_mail(Transaction& transaction, const Context& context, MailKind kind, const AccountRow& account,
                         std::map<std::string, std::string> arguments)
{
    if (!account.email_confirmed || told_enough(transaction, context, kind, account.id)) return;
    const auto now = context.clock.now();
    arguments.emplace("username", account.username);
    arguments.emplace("time", contract::to_rfc3339(now));
    arguments.emplace(
        "alarm", make_link_beside(transaction,
                                  {LinkPurpose::alarm, account.id, account.email, context.rules.alarm_link_life}, now));
    queue_mail(transaction, context, kind, account.language, account.email, arguments, account.id);
}
} // namespace portal::domain
