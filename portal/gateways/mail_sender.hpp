#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "portal/domain/mail_outbox.hpp"

namespace portal::gateways {
/// A thread that sends the queued mail as it falls due. One in each portal process.
class MailSender {
public:
    /// All must outlive the sender; `gateway` is used by its thread only.
    MailSender(const domain::Context& context, const domain::MailWriter& writer, domain::MailGateway& gateway);
    ~MailSender(); ///< ends after the mail in work

private:
    void run();
    const domain::Context& context_;
    const domain::MailWriter& writer_;
    domain::MailGateway& gateway_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_{false};
    std::thread thread_;
};
} // namespace portal::gateways
