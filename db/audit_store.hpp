#pragma once

#include "db/work.hpp"
#include "portal/domain/audit.hpp"

namespace db {
/// Audit events, within one transaction.
class AuditStore final : public domain::AuditStore {
public:
    explicit AuditStore(Work& work) : work_{work} {}

    void add(const domain::AuditEvent& event) override;
    std::vector<domain::AuditEvent> of_account(domain::AccountId account, unsigned most) override;
    std::int64_t count_of_account(domain::AccountId account) override;
    bool happened(domain::AccountId account, std::string_view kind) override;
    std::vector<domain::PlacedEvent> page_of_account(domain::AccountId account, std::int64_t before,
                                                     std::int64_t most) override;

private:
    Work& work_;
};
} // namespace db
