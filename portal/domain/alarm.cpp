#include "portal/domain/alarm.hpp"

#include <set>

#include <unicode/unistr.h>

#include "portal/domain/closing.hpp"
#include "portal/domain/database.hpp"
#include "portal/domain/open_requests.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
constexpr auto kCase = "alarm"; ///< reason of the case
constexpr std::int32_t kLongestReason = 500;

bool alarm_open(Transaction& transaction, AccountId account)
{
    const auto pause = transaction.pauses().of_account(account);
    return pause && pause->reason == PauseReason::alarm;
}

/// A thief may have changed the account's address, or be the one who reads the old one: who did not tell us reads that
/// somebody did.
void tell(Transaction& transaction, const Context& context, const AccountRow& account, const std::string& told_from,
          std::map<std::string, std::string> arguments)
{
    const auto now = context.clock.now();
    arguments.emplace("username", account.username);
    arguments.emplace("time", contract::to_rfc3339(now));
    std::set<std::string> addresses{told_from};
    if (account.email_confirmed) addresses.insert(account.email);
    const bool restored = arguments.contains("email");
    for (const auto& address : addresses) {
        auto own = arguments;
        if (address != told_from) own.emplace(restored ? "displaced" : "elsewhere", "yes");
        queue_mail(transaction, context, MailKind::alarm_raised, account.language, address, own, account.id);
    }
}

} // namespace

void stop_everything(Transaction& transaction, const Context& context, const AccountRow& account, const AlarmLink& link)
{
    const auto now = context.clock.now();
    begin_pause(transaction, account.id, PauseReason::alarm, now);
    transaction.cases().open_of_account(kCase, account.id, now);
    transaction.accounts().set_password(account.id, context.passwords.of_no_password()); // the thief may know it
    transaction.sessions().end_all(account.id, std::nullopt, now);
    transaction.known_browsers().forget_all(account.id); // the thief's may be among them
    end_open_requests(transaction, context, account.id);
    auto arguments = link.arguments;
    if (stop_closing(transaction, account.id, link.network, now)) arguments.emplace("kept", "yes");
    note_act_by_link(transaction, "alarm.raised", account.id, link.network, now);
    tell(transaction, context, account, link.told_from, std::move(arguments));
}

std::variant<AlarmView, LinkRefusal> view_alarm(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    const auto found = find_link(*transaction, LinkPurpose::alarm, hash_of_token(token), context.clock.now());
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& account = std::get<OpenLink>(found).account;
    return AlarmView{account.username, alarm_open(*transaction, account.id), account.closes.has_value()};
}

std::variant<AlarmView, LinkRefusal> raise_alarm(const Context& context, std::string_view token,
                                                 std::string_view network)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = lock_link(*transaction, LinkPurpose::alarm, hash, now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    const bool raised = alarm_open(*transaction, account.id);
    stop_everything(*transaction, context, account, {link.email, network, {}});
    transaction->commit();
    return AlarmView{account.username, raised, account.closes.has_value()};
}

bool raise_own_alarm(const Context& context, AccountId id, std::string_view network)
{
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock(id);
    if (!account || !account->email_confirmed) return false;
    stop_everything(*transaction, context, *account, {account->email, network, {{"inside", "yes"}}});
    transaction->commit();
    return true;
}

std::optional<AlarmStays> end_alarm(const Context& context, StaffId supervisor, std::int64_t case_id,
                                    std::string_view reason)
{
    if (reason.empty()) return AlarmStays::no_reason;
    if (icu::UnicodeString::fromUTF8({reason.data(), static_cast<std::int32_t>(reason.size())}).countChar32() >
        kLongestReason)
        return AlarmStays::long_reason;
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto id = transaction->cases().close_of_account(kCase, case_id, now);
    if (!id) return AlarmStays::unknown;
    const auto account = transaction->accounts().lock(*id).value();
    end_pause(*transaction, *id, PauseReason::alarm, PauseEnd::supervisor, now);
    transaction->audit().add(
        {"alarm.ended", now, ActorKind::supervisor, supervisor, *id, {}, {}, {{"reason", std::string{reason}}}});
    std::map<std::string, std::string> arguments;
    if (const auto pause = transaction->pauses().of_account(*id)) {
        arguments = ways_out(*transaction, context, *id, *pause);
        arguments.emplace(pause->reason == PauseReason::reset_by_mail ? "by_mail" : "factor_lost", "yes");
    }
    queue_security_mail(*transaction, context, MailKind::alarm_ended, account, std::move(arguments));
    transaction->commit();
    return std::nullopt;
}
} // namespace portal::domain
