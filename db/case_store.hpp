#pragma once

#include "db/work.hpp"
#include "portal/domain/cases.hpp"

namespace db {
/// Conflicts for supervisors, within one transaction.
class CaseStore final : public domain::CaseStore {
public:
    explicit CaseStore(Work& work) : work_{work} {}

    std::int64_t open(std::string_view reason, std::int64_t record, std::optional<std::int64_t> other_record,
                      Instant now) override;
    void open_of_account(std::string_view reason, domain::AccountId account, Instant now) override;
    std::optional<domain::AccountId> close_of_account(std::string_view reason, std::int64_t id, Instant now) override;
    std::optional<std::int64_t> find_open(domain::KioskNumber kiosk, std::string_view reason,
                                          std::optional<domain::AccountId> account) override;
    void attach(std::int64_t id, std::int64_t record) override;
    std::int64_t count_open() override;
    std::vector<domain::CaseLine> open_lines(std::int64_t from, std::int64_t most) override;
    std::optional<domain::CaseRow> open_case(std::int64_t id) override;
    std::vector<domain::CaseRow> open_cases(std::int64_t from, std::int64_t most) override;

private:
    Work& work_;
};
} // namespace db
