#include "portal/domain/reports.hpp"

#include <set>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// How a report is looked at, in the words of the audit log.
struct Look {
    const char* at_report;
    const char* at_act;
    unsigned most; ///< acts at once
};

/// Who looked at which day, and once for each account whose acts it showed.
void note(Transaction& transaction, const Context& context, const Look& look, StaffId reader, const DayReport& report)
{
    std::map<std::string, std::string> details{{"day", contract::to_iso(report.day)}};
    if (report.at.pages > 1) details.emplace("page", std::to_string(report.at.page));
    const auto add = [&](const char* kind, std::optional<AccountId> account, std::optional<std::int64_t> record) {
        transaction.audit().add(
            {kind, context.clock.now(), ActorKind::supervisor, reader, account, {}, record, details});
    };
    add(look.at_report, {}, {});
    std::set<AccountId> noted;
    for (const auto& act : report.acts)
        if (act.account && noted.insert(*act.account).second) add(look.at_act, act.account, act.record);
}

DayReport read(const Context& context, Date day, StaffId reader, const Look& look, std::int64_t page)
{
    const auto from = start_of_sofia_day(day);
    const auto to = start_of_sofia_day(Date{std::chrono::sys_days{day} + std::chrono::days{1}});
    const auto transaction = context.database.begin();
    auto& reports = transaction->reports();
    DayReport report{day,
                     reports.persons(from, to),
                     reports.desks(from, to),
                     page_of(reports.count_acts(from, to), look.most, page),
                     {}};
    report.acts = reports.acts(from, to, report.at.from(), report.at.most);
    note(*transaction, context, look, reader, report);
    transaction->commit();
    return report;
}
} // namespace

DayReport day_report(const Context& context, Date day, StaffId reader, std::int64_t page)
{
    return read(context, day, reader, {"report.read", "act.read", context.rules.acts_per_page}, page);
}

DayReport export_day_report(const Context& context, Date day, StaffId reader, std::int64_t file)
{
    return read(context, day, reader, {"report.exported", "act.exported", context.rules.rows_per_file}, file);
}

Date today_in_sofia(const Context& context)
{
    return sofia_day(context.clock.now());
}
} // namespace portal::domain
