#pragma once

#include "db/work.hpp"
#include "portal/domain/personal_number.hpp"

namespace db {
/// Of a row with the columns of `personal_number`.
domain::NumberRow number_of(const Row& row);

/// Claimed personal numbers, within one transaction.
class NumberStore final : public domain::NumberStore {
public:
    explicit NumberStore(Work& work) : work_{work} {}

    std::optional<domain::NumberRow> find(domain::AccountId account) override;
    void put(domain::AccountId account, const domain::NumberRow& row, Instant now) override;
    void remove(domain::AccountId account) override;

private:
    Work& work_;
};
} // namespace db
