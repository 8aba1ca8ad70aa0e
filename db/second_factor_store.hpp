#pragma once

#include "db/work.hpp"
#include "portal/domain/second_factor.hpp"

namespace db {
/// Second factors of citizens and their recovery codes.
class SecondFactorStore final : public domain::SecondFactorStore {
public:
    explicit SecondFactorStore(Work& work) : work_{work} {}

    bool add(domain::AccountId account, const domain::SecondFactor& factor) override;
    std::optional<domain::SecondFactor> find(domain::AccountId account) override;
    bool use_step(domain::AccountId account, domain::TotpStep step) override;
    void remove(domain::AccountId account) override;
    void put_codes(domain::AccountId account, const std::vector<domain::KeyedHash>& codes) override;
    bool use_code(domain::AccountId account, const domain::KeyedHash& code, Instant now) override;
    unsigned codes_left(domain::AccountId account) override;

private:
    Work& work_;
};
} // namespace db
