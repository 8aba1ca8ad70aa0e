#include "portal/gateways/background_work.hpp"

#include "config/log.hpp"
#include "portal/domain/housekeeping.hpp"
#include "portal/domain/reminders.hpp"

namespace portal::gateways {
namespace {
constexpr std::chrono::seconds kPause{1};
constexpr std::chrono::seconds kPauseAfterFault{10};
constexpr unsigned kMailsInARow = 20; ///< then the house is looked after again
constexpr std::chrono::hours kHousekeepingEvery{1};
} // namespace

BackgroundWork::BackgroundWork(const domain::Context& context, const domain::MailWriter& writer,
                               domain::MailGateway& gateway)
    : context_{context}, writer_{writer}, gateway_{gateway}, thread_{[this] { run(); }}
{
}

BackgroundWork::~BackgroundWork()
{
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool BackgroundWork::ending()
{
    const std::lock_guard lock{mutex_};
    return ending_;
}

void BackgroundWork::keep_house_if_due()
{
    if (std::chrono::steady_clock::now() < next_housekeeping_) return;
    next_housekeeping_ = std::chrono::steady_clock::now() + kHousekeepingEvery; // even if it fails: mail must go on
    domain::keep_house(context_);
    if (const auto reminders = domain::remind(context_); reminders > 0)
        config::log::info("reminders", {{"queued", static_cast<long long>(reminders)}});
}

void BackgroundWork::run()
{
    std::unique_lock lock{mutex_};
    while (!ending_) {
        lock.unlock();
        auto pause = kPause;
        try {
            keep_house_if_due();
            if (domain::send_due_mail(context_, writer_, gateway_, kMailsInARow, [this] { return !ending(); }) > 0)
                pause = std::chrono::seconds{0};
        } catch (const std::exception& error) {
            config::log::warn("background.fault", {{"error", error.what()}});
            pause = kPauseAfterFault;
        }
        lock.lock();
        wake_.wait_for(lock, pause, [this] { return ending_; });
    }
}
} // namespace portal::gateways
