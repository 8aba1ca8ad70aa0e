#pragma once

#include "db/work.hpp"
#include "portal/domain/changes.hpp"

namespace db {
/// What kiosks must know, within one transaction.
class ChangeStore final : public domain::ChangeStore {
public:
    explicit ChangeStore(Work& work) : work_{work} {}

    std::uint64_t cursor() override;
    std::optional<PolicyRow> policy_before(std::uint64_t changed) override;
    void put_policy(std::string_view json, Instant now) override;
    std::uint64_t trust_changed() override;
    void lock_trust() override;
    domain::TrustFiles trust_files() override;
    void put_trust_files(const domain::TrustFiles& files, Instant now) override;

private:
    Work& work_;
};
} // namespace db
