#include "kiosk/core/worker.hpp"

#include <exception>

#include "config/log.hpp"

namespace kiosk {
Worker::Worker(std::string name) : name_{std::move(name)}, thread_{[this] { work(); }} {}

Worker::~Worker()
{
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Worker::post(Job job)
{
    {
        const std::lock_guard lock{mutex_};
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
}

void Worker::work()
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
            if (ending_) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        try {
            job();
        } catch (const std::exception& error) {
            config::log::error("worker.fault", {{"worker", name_}, {"error", error.what()}});
        }
    }
}
} // namespace kiosk
