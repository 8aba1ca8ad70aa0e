#pragma once

#include "db/work.hpp"
#include "portal/domain/names.hpp"

namespace db {
/// Names that wait for the counter, within one transaction.
class NameClaimStore final : public domain::NameClaimStore {
public:
    explicit NameClaimStore(Work& work) : work_{work} {}

    std::optional<domain::PersonNames> find(domain::AccountId account) override;
    void put(domain::AccountId account, const domain::PersonNames& names, Instant now) override;
    void remove(domain::AccountId account) override;

private:
    Work& work_;
};
} // namespace db
