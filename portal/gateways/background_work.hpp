#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "portal/domain/mail_outbox.hpp"

namespace portal::gateways {
/// A thread that sends the queued mail as it falls due and keeps house every hour. One in each portal process.
class BackgroundWork {
public:
    /// All must outlive the thread; `gateway` is used by its thread only.
    BackgroundWork(const domain::Context& context, const domain::MailWriter& writer, domain::MailGateway& gateway);
    ~BackgroundWork(); ///< ends after the mail in work

private:
    bool ending();
    void run();
    void keep_house_if_due();
    const domain::Context& context_;
    const domain::MailWriter& writer_;
    domain::MailGateway& gateway_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::chrono::steady_clock::time_point next_housekeeping_{}; ///< of the thread only; the first is due at once
    bool ending_{false};
    std::thread thread_;
};
} // namespace portal::gateways
