#pragma once

#include <functional>

namespace kiosk {
/// Work that an executor does later. What it throws is a fault: a worker logs it and goes on.
using Job = std::function<void()>;

/// A device's worker; the UI thread; in tests, "run it now".
struct Executor {
    virtual ~Executor() = default;
    virtual void post(Job job) = 0; ///< in order, later, on the executor's own thread; callable from any
};
} // namespace kiosk
