#include "portal/gateways/mail_sender.hpp"

#include "config/log.hpp"

namespace portal::gateways {
namespace {
constexpr std::chrono::seconds kPause{1};
constexpr std::chrono::seconds kPauseAfterFault{10};
} // namespace

MailSender::MailSender(const domain::Context& context, const domain::MailWriter& writer, domain::MailGateway& gateway)
    : context_{context}, writer_{writer}, gateway_{gateway}, thread_{[this] { run(); }}
{
}

MailSender::~MailSender()
{
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void MailSender::run()
{
    std::unique_lock lock{mutex_};
    while (!ending_) {
        lock.unlock();
        auto pause = kPause;
        try {
            if (domain::send_due_mail(context_, writer_, gateway_) > 0) pause = std::chrono::seconds{0};
        } catch (const std::exception& error) {
            config::log::warn("mail.fault", {{"error", error.what()}});
            pause = kPauseAfterFault;
        }
        lock.lock();
        wake_.wait_for(lock, pause, [this] { return ending_; });
    }
}
} // namespace portal::gateways
