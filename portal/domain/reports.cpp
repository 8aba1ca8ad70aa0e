#include "portal/domain/reports.hpp"

#include <set>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// How a report is looked at, in the words of the audit log.
struct Look {
    const char* at_report;
    const char* at_act;
};

/// Who looked at which day, and once for each account whose acts it showed.
void note(Transaction& transaction, const Context& context, const Look& look, StaffId reader, const DayReport& report)
{
    const auto add = [&](const char* kind, std::optional<AccountId> account, std::optional<std::int64_t> record) {
        transaction.audit().add({kind,
                                 context.clock.now(),
                                 ActorKind::supervisor,
                                 reader,
                                 account,
                                 {},
                                 record,
                                 {{"day", contract::to_iso(report.day)}}});
    };
    add(look.at_report, {}, {});
    std::set<AccountId> noted;
    for (const auto& act : report.acts)
        if (act.account && noted.insert(*act.account).second) add(look.at_act, act.account, act.record);
}

DayReport read(const Context& context, Date day, StaffId reader, const Look& look)
{
    const auto from = start_of_sofia_day(day);
    const auto to = start_of_sofia_day(Date{std::chrono::sys_days{day} + std::chrono::days{1}});
    const auto transaction = context.database.begin();
    DayReport report{day, transaction->reports().desks(from, to), transaction->reports().acts(from, to)};
    note(*transaction, context, look, reader, report);
    transaction->commit();
    return report;
}
} // namespace

DayReport day_report(const Context& context, Date day, StaffId reader)
{
    return read(context, day, reader, {"report.read", "act.read"});
}

DayReport export_day_report(const Context& context, Date day, StaffId reader)
{
    return read(context, day, reader, {"report.exported", "act.exported"});
}

Date today_in_sofia(const Context& context)
{
    return sofia_day(context.clock.now());
}
} // namespace portal::domain
