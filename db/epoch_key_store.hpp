#pragma once

#include "db/work.hpp"
#include "portal/domain/counter_pass.hpp"

namespace db {
/// Pass keys of the weeks, within one transaction.
class EpochKeyStore final : public domain::EpochKeyStore {
public:
    explicit EpochKeyStore(Work& work) : work_{work} {}

    domain::EpochKeyRow put_if_absent(const domain::EpochKeyRow& row, Instant now) override;
    std::vector<domain::EpochKeyRow> of_week(std::uint16_t week, std::uint16_t weeks) override;

private:
    Work& work_;
};
} // namespace db
