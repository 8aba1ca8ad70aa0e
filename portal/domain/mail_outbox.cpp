#include "portal/domain/mail_outbox.hpp"

#include <nlohmann/json.hpp>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr std::string_view kPurpose = "mail";

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

/// One at a time: a claim on many would run out while the first are on their way, and another sender take them again.
std::optional<QueuedMail> claim_next(const Context& context)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    auto queued = transaction->mail().claim(now, now + kOutboxClaim);
    transaction->commit();
    return queued;
}
} // namespace

void queue_mail(Transaction& transaction, const PortalKeys& keys, MailKind kind, Language language,
                const std::string& recipient, const std::map<std::string, std::string>& arguments,
                std::optional<AccountId> account, Instant now)
{
    const nlohmann::json content{{"recipient", recipient}, {"arguments", arguments}};
    transaction.mail().queue(kind, language, seal(keys.data, kPurpose, content.dump()), account, now);
}

unsigned send_due_mail(const Context& context, const MailWriter& writer, MailGateway& gateway, unsigned most,
                       const std::function<bool()>& go_on)
{
    unsigned left = 0;
    for (unsigned tried = 0; tried < most && go_on(); ++tried) {
        const auto queued = claim_next(context);
        if (!queued) break;
        const Attempt attempt{"mail", queued->id, queued->tries};
        const auto outcome = deliver(attempt, [&] {
            const auto mail = open(context.keys, *queued);
            gateway.send(mail.recipient, writer.write(mail));
        });
        const auto transaction = context.database.begin();
        note_delivery(transaction->mail(), attempt, outcome, context.clock.now());
        transaction->commit();
        left += outcome == Delivery::sent ? 1 : 0;
    }
    return left;
}
} // namespace portal::domain
