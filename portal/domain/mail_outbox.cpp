#include "portal/domain/mail_outbox.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "portal/domain/outbox_sending.hpp"
#include "portal/domain/recovery.hpp"

namespace portal::domain {
namespace {
constexpr std::string_view kPurpose = "mail";
constexpr std::chrono::days kLongestTried{30};

Mail open(const PortalKeys& keys, const QueuedMail& queued)
{
    const auto json = nlohmann::json::parse(unseal(keys, kPurpose, queued.content));
    return {queued.id,
            queued.kind,
            queued.language,
            json.at("recipient").get<std::string>(),
            json.at("arguments").get<std::map<std::string, std::string>>(),
            queued.tries};
}
} // namespace

Lane lane_of(MailKind kind)
{
    constexpr std::array kNewcomers{MailKind::confirm_email, MailKind::first_letter, MailKind::account_limit,
                                    MailKind::new_address, MailKind::new_address_full};
    constexpr std::array kPatient{MailKind::new_browser, MailKind::data_exported, MailKind::document_expires,
                                  MailKind::pass_expires};
    if (std::ranges::find(kNewcomers, kind) != kNewcomers.end()) return Lane::newcomers;
    return std::ranges::find(kPatient, kind) != kPatient.end() ? Lane::patient : Lane::owners;
}

std::chrono::seconds worth_sending(MailKind kind, const Rules& rules)
{
    if (lane_of(kind) == Lane::newcomers) return rules.email_link_life;
    switch (kind) {
    case MailKind::address_changing: // the new one counts within this time, or never
        return rules.email_link_life;
    case MailKind::address_changed:
    case MailKind::closing_elsewhere:
        return rules.address_restore_life;
    default:
        return kLongestTried;
    }
}

void queue_mail(Transaction& transaction, const Context& context, MailKind kind, Language language,
                const std::string& recipient, const std::map<std::string, std::string>& arguments,
                std::optional<AccountId> account, Instant true_until)
{
    const auto now = context.clock.now();
    const nlohmann::json content{{"recipient", recipient}, {"arguments", arguments}};
    transaction.mail().queue(kind, language, seal(context.keys.data, kPurpose, content.dump()), account, now,
                             std::min(now + worth_sending(kind, context.rules), true_until));
}

unsigned send_due_mail(const Context& context, const MailWriter& writer, MailGateway& gateway, unsigned most,
                       const std::function<bool()>& go_on)
{
    return send_due(context, "mail", &Stores::mail, most, go_on, [&](const QueuedMail& queued) {
        auto mail = open(context.keys, queued);
        const bool to_name = mail.kind == MailKind::forgotten_username || mail.kind == MailKind::forgotten_password;
        if (to_name && !name_accounts(context, mail)) return;
        gateway.send(mail.recipient, writer.write(mail));
    });
}
} // namespace portal::domain
