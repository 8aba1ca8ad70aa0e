#pragma once

#include "db/work.hpp"
#include "portal/domain/records.hpp"

namespace db {
/// Who belongs to which account, within one transaction.
class VerificationStore final : public domain::VerificationStore {
public:
    explicit VerificationStore(Work& work) : work_{work} {}

    std::optional<std::int64_t> add(const domain::NewVerification& verification) override;
    std::optional<domain::VerificationRow> of_account(domain::AccountId account) override;
    std::optional<domain::VerificationRow> of_person(const domain::KeyedHash& person) override;
    void end(domain::AccountId account, Instant now) override;
    bool renew(std::int64_t id, const domain::NewVerification& visit) override;

private:
    Work& work_;
};
} // namespace db
