#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace portal::gateways {
/// A thread that does a piece of work again and again, with a pause where there was nothing to do. A fault is logged
/// and tried again later.
class RepeatingThread {
public:
    /// Does a piece; true: there may be more at once. It is told by `go_on` when the thread has to end.
    using Work = std::function<bool(const std::function<bool()>& go_on)>;
    explicit RepeatingThread(Work work);
    ~RepeatingThread(); ///< ends after what is in work

private:
    bool ending();
    void run();
    Work work_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_{false};
    std::thread thread_;
};
} // namespace portal::gateways
