#pragma once

#include <chrono>

#include "portal/domain/secrets.hpp"

/// Counters of tries within a window, kept under keyed hashes: they tell nobody who tried what.
namespace portal::domain {
struct Tries {
    unsigned count{};
    Instant window_ends{};
};

struct ThrottleStore {
    virtual ~ThrottleStore() = default;
    /// Adds one try; a window that has ended begins anew. Returns the state after it.
    virtual Tries add(const KeyedHash& what, Instant now, std::chrono::seconds window) = 0;
    virtual Tries current(const KeyedHash& what, Instant now) = 0;
    virtual void forget(const KeyedHash& what) = 0;
};
} // namespace portal::domain
