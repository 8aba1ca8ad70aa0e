#pragma once

#include "db/work.hpp"
#include "portal/domain/obligations.hpp"

namespace db {
/// Obligations of persons, within one transaction.
class ObligationStore final : public domain::ObligationStore {
public:
    explicit ObligationStore(Work& work) : work_{work} {}

    std::vector<domain::Obligation> of_person(const domain::KeyedHash& person) override;
    void add(const domain::KeyedHash& person, const domain::Obligation& obligation, Instant now) override;

private:
    Work& work_;
};
} // namespace db
