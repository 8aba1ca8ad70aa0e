#pragma once

#include "db/work.hpp"
#include "portal/domain/reports.hpp"

namespace db {
/// Figures for supervisors, within one transaction.
class ReportStore final : public domain::ReportStore {
public:
    explicit ReportStore(Work& work) : work_{work} {}

    std::vector<domain::DeskDay> desks(Instant from, Instant to) override;
    unsigned persons(Instant from, Instant to) override;
    std::int64_t count_acts(Instant from, Instant to) override;
    std::vector<domain::DeskAct> acts(Instant from, Instant to, std::int64_t before, std::int64_t most) override;

private:
    Work& work_;
};
} // namespace db
