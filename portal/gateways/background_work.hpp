#pragma once

#include <chrono>

#include "portal/domain/mail_outbox.hpp"
#include "portal/gateways/repeating_thread.hpp"

namespace portal::gateways {
/// A thread that sends the queued mail as it falls due and keeps house every hour. One in each portal process.
class BackgroundWork {
public:
    /// All must outlive the thread; `gateway` is used by its thread only.
    BackgroundWork(const domain::Context& context, const domain::MailWriter& writer, domain::MailGateway& gateway);

private:
    void keep_house_if_due();
    const domain::Context& context_;
    domain::Instant housekept_{}; ///< of the thread only; the first is due at once
    RepeatingThread thread_;
};
} // namespace portal::gateways
