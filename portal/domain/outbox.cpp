#include "portal/domain/outbox.hpp"

#include <algorithm>
#include <string>

#include "config/log.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr std::chrono::seconds kFirstWait = 30s;
constexpr std::chrono::seconds kLongestWait = 1h;
constexpr auto kWaitAfterRefusal = 2h;
constexpr unsigned kMostRefusals = 24;

std::chrono::seconds wait_after(unsigned tries)
{
    const auto doublings = std::min(tries > 0 ? tries - 1 : 0, 10U);
    return std::min(kFirstWait * (1 << doublings), kLongestWait);
}

std::string event(const Attempt& attempt, std::string_view name)
{
    return std::string{attempt.what} + "." + std::string{name};
}

void log_not_sent(const Attempt& attempt, const std::exception& error)
{
    config::log::warn(event(attempt, "not_sent"), {{attempt.what, static_cast<long long>(attempt.id)},
                                                   {"tries", static_cast<long long>(attempt.tries)},
                                                   {"error", error.what()}});
}
} // namespace

Delivery deliver(const Attempt& attempt, const std::function<void()>& send)
{
    try {
        send();
        return Delivery::sent;
    } catch (const DeliveryRefused& refusal) {
        log_not_sent(attempt, refusal);
        return Delivery::refused;
    } catch (const std::exception& error) {
        log_not_sent(attempt, error);
        return Delivery::failed;
    }
}

void note_delivery(OutboxStore& store, const Attempt& attempt, Delivery outcome, Instant now)
{
    switch (outcome) {
    case Delivery::sent:
        return store.sent(attempt.id, now);
    case Delivery::failed:
        return store.failed(attempt.id, now + wait_after(attempt.tries));
    case Delivery::refused:
        if (store.refused(attempt.id, now, now + kWaitAfterRefusal, kMostRefusals))
            config::log::error(event(attempt, "given_up"), {{attempt.what, static_cast<long long>(attempt.id)}});
    }
}
} // namespace portal::domain
