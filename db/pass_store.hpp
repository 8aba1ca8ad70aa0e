#pragma once

#include "db/work.hpp"
#include "portal/domain/counter_pass.hpp"

namespace db {
/// Counter passes, within one transaction.
class PassStore final : public domain::PassStore {
public:
    explicit PassStore(Work& work) : work_{work} {}

    bool replace(const domain::NewPass& pass) override;
    void stop(domain::AccountId account, Instant now) override;
    std::optional<domain::PassRow> open_of(domain::AccountId account) override;
    std::optional<domain::PassRow> find(const contract::PassId& id) override;
    std::optional<domain::PassRow> find_by_code(const domain::KeyedHash& code) override;
    bool use(const contract::PassId& id, Instant when) override;

private:
    Work& work_;
};
} // namespace db
