#include "portal/domain/text_outbox.hpp"

#include <nlohmann/json.hpp>

#include "portal/domain/outbox_sending.hpp"

namespace portal::domain {
namespace {
constexpr std::string_view kPurpose = "text-message";

TextMessage open(const PortalKeys& keys, const QueuedText& queued)
{
    const auto json = nlohmann::json::parse(unseal(keys, kPurpose, queued.content));
    return {queued.kind, queued.language, json.at("phone").get<std::string>(),
            json.at("arguments").get<std::map<std::string, std::string>>()};
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
    return send_due(context, "text", &Stores::texts, most, go_on, [&](const QueuedText& queued) {
        const auto message = open(context.keys, queued);
        gateway.send(message.phone, writer.write(message));
    });
}
} // namespace portal::domain
