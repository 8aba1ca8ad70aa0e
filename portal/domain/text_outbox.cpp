#include "portal/domain/text_outbox.hpp"

#include <nlohmann/json.hpp>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr std::string_view kPurpose = "text-message";

TextMessage open(const PortalKeys& keys, const QueuedText& queued)
{
    const auto json = nlohmann::json::parse(unseal(keys, kPurpose, queued.content));
    return {queued.kind, queued.language, json.at("phone").get<std::string>(),
            json.at("arguments").get<std::map<std::string, std::string>>()};
}

std::optional<QueuedText> claim_next(const Context& context)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    auto queued = transaction->texts().claim(now, now + kOutboxClaim);
    transaction->commit();
    return queued;
}
} // namespace

void queue_text(Transaction& transaction, const Context& context, const TextMessage& message, AccountId account,
                std::chrono::seconds use)
{
    const auto now = context.clock.now();
    const nlohmann::json content{{"phone", message.phone}, {"arguments", message.arguments}};
    transaction.texts().queue(message.kind, message.language, seal(context.keys.data, kPurpose, content.dump()),
                              account, now, now + use);
}

unsigned send_due_texts(const Context& context, const TextWriter& writer, TextGateway& gateway, unsigned most,
                        const std::function<bool()>& go_on)
{
    unsigned left = 0;
    for (unsigned tried = 0; tried < most && go_on(); ++tried) {
        const auto queued = claim_next(context);
        if (!queued) break;
        const Attempt attempt{"text", queued->id, queued->tries};
        const auto outcome = deliver(attempt, [&] {
            const auto message = open(context.keys, *queued);
            gateway.send(message.phone, writer.write(message));
        });
        const auto transaction = context.database.begin();
        note_delivery(transaction->texts(), attempt, outcome, context.clock.now());
        transaction->commit();
        left += outcome == Delivery::sent ? 1 : 0;
    }
    return left;
}
} // namespace portal::domain
