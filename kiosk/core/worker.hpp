#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/core/executor.hpp"

namespace kiosk {
/// One thread that does jobs in order. A fault that leaves a job is logged under `name`. The destructor lets the
/// running job end, drops what still waits and joins.
class Worker final : public Executor {
public:
    explicit Worker(std::string name);
    ~Worker() override;
    void post(Job job) override;

private:
    void work();

    std::string name_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool ending_{};
    std::thread thread_;
};
} // namespace kiosk
