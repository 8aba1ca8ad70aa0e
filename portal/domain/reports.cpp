#include "portal/domain/reports.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
DayReport day_report(const Context& context, Date day, StaffId reader)
{
    const auto from = start_of_sofia_day(day);
    const auto to = start_of_sofia_day(Date{std::chrono::sys_days{day} + std::chrono::days{1}});
    const auto transaction = context.database.begin();
    DayReport report{day, transaction->reports().desks(from, to), transaction->reports().acts(from, to)};
    transaction->audit().add({"report.read",
                              context.clock.now(),
                              ActorKind::supervisor,
                              reader,
                              {},
                              {},
                              {},
                              {{"day", contract::to_iso(day)}}});
    transaction->commit();
    return report;
}

Date today_in_sofia(const Context& context)
{
    return sofia_day(context.clock.now());
}
} // namespace portal::domain
