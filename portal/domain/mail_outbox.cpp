#include "portal/domain/mail_outbox.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "config/log.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr std::string_view kPurpose = "mail";
constexpr auto kClaim = 5min; ///< a sender that dies leaves its mails to the next after this
constexpr std::chrono::seconds kFirstWait = 30s;
constexpr std::chrono::seconds kLongestWait = 1h;
constexpr auto kWaitAfterRefusal = 2h;
constexpr unsigned kMostRefusals = 24;

std::chrono::seconds wait_after(unsigned tries)
{
    const auto doublings = std::min(tries > 0 ? tries - 1 : 0, 10U);
    return std::min(kFirstWait * (1 << doublings), kLongestWait);
}

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

enum class Outcome { sent, failed, refused };

void log_not_sent(const QueuedMail& queued, const std::exception& error)
{
    config::log::warn("mail.not_sent", {{"mail", static_cast<long long>(queued.id)},
                                        {"tries", static_cast<long long>(queued.tries)},
                                        {"error", error.what()}});
}

Outcome send(const Context& context, const QueuedMail& queued, const MailWriter& writer, MailGateway& gateway)
{
    try {
        const auto mail = open(context.keys, queued);
        gateway.send(mail.recipient, writer.write(mail));
        return Outcome::sent;
    } catch (const MailRefused& refusal) {
        log_not_sent(queued, refusal);
        return Outcome::refused;
    } catch (const std::exception& error) {
        log_not_sent(queued, error);
        return Outcome::failed;
    }
}

/// One at a time: a claim on many would run out while the first are on their way, and another sender take them again.
std::optional<QueuedMail> claim_next(const Context& context)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    auto queued = transaction->mail().claim(now, now + kClaim);
    transaction->commit();
    return queued;
}

void note(MailStore& mails, const QueuedMail& queued, Outcome outcome, Instant now)
{
    switch (outcome) {
    case Outcome::sent:
        return mails.sent(queued.id, now);
    case Outcome::failed:
        return mails.failed(queued.id, now + wait_after(queued.tries));
    case Outcome::refused:
        if (mails.refused(queued.id, now, now + kWaitAfterRefusal, kMostRefusals))
            config::log::error("mail.given_up", {{"mail", static_cast<long long>(queued.id)}});
    }
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
        const auto outcome = send(context, *queued, writer, gateway);
        const auto transaction = context.database.begin();
        note(transaction->mail(), *queued, outcome, context.clock.now());
        transaction->commit();
        left += outcome == Outcome::sent ? 1 : 0;
    }
    return left;
}
} // namespace portal::domain
