#include "portal/domain/security_mail.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// What can be done again and again by who has the password.
constexpr std::array kRepeatable{
    std::pair{MailKind::new_browser, "told-browser"}, std::pair{MailKind::data_exported, "told-export"},
    std::pair{MailKind::password_changed, "told-password"}, std::pair{MailKind::second_factor, "told-factor"},
    std::pair{MailKind::phone_changed, "told-phone"}};

/// One letter could be hidden among thousands, which would keep others' letters from leaving.
bool told_enough(Transaction& transaction, const Context& context, MailKind kind, AccountId account,
                 const std::map<std::string, std::string>& arguments)
{
    const auto counted = std::ranges::find(kRepeatable, kind, [](const auto& one) { return one.first; });
    if (counted == kRepeatable.end() || arguments.contains("lost")) return false; // the operator took it away
    return count_try(transaction, context, counted->second, std::to_string(account), context.rules.notices_per_account,
                     kDay)
        .has_value();
}
} // namespace

void queue_security_mail(Transaction& transaction, const Context& context, MailKind kind, const AccountRow& account,
                         std::map<std::string, std::string> arguments)
{
    if (!account.email_confirmed || told_enough(transaction, context, kind, account.id, arguments)) return;
    const auto now = context.clock.now();
    arguments.emplace("username", account.username);
    arguments.emplace("time", contract::to_rfc3339(now));
    arguments.emplace(
        "alarm", make_link_beside(transaction,
                                  {LinkPurpose::alarm, account.id, account.email, context.rules.alarm_link_life}, now));
    queue_mail(transaction, context, kind, account.language, account.email, arguments, account.id);
}
} // namespace portal::domain
