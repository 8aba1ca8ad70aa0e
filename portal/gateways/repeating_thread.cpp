#include "portal/gateways/repeating_thread.hpp"

#include "config/log.hpp"

namespace portal::gateways {
namespace {
constexpr std::chrono::seconds kPause{1};
constexpr std::chrono::seconds kPauseAfterFault{10};
} // namespace

RepeatingThread::RepeatingThread(Work work) : work_{std::move(work)}, thread_{[this] { run(); }} {}

RepeatingThread::~RepeatingThread()
{
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool RepeatingThread::ending()
{
    const std::lock_guard lock{mutex_};
    return ending_;
}

void RepeatingThread::run()
{
    std::unique_lock lock{mutex_};
    while (!ending_) {
        lock.unlock();
        auto pause = kPause;
        try {
            if (work_([this] { return !ending(); })) pause = std::chrono::seconds{0};
        } catch (const std::exception& error) {
            config::log::warn("background.fault", {{"error", error.what()}});
            pause = kPauseAfterFault;
        }
        lock.lock();
        wake_.wait_for(lock, pause, [this] { return ending_; });
    }
}
} // namespace portal::gateways
