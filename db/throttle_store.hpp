#pragma once

#include "db/work.hpp"
#include "portal/domain/throttle.hpp"

namespace db {
/// Counters of tries, within one transaction.
class ThrottleStore final : public domain::ThrottleStore {
public:
    explicit ThrottleStore(Work& work) : work_{work} {}

    domain::Tries add(const domain::KeyedHash& what, Instant now, std::chrono::seconds window) override;
    domain::Tries current(const domain::KeyedHash& what, Instant now) override;
    void take_back(const domain::KeyedHash& what, Instant now) override;
    void forget(const domain::KeyedHash& what) override;
    std::size_t forget_ended(Instant now, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
