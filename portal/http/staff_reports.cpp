#include "portal/http/staff_reports.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "portal/domain/cases.hpp"
#include "portal/domain/reports.hpp"
#include "portal/http/csv.hpp"
#include "portal/http/staff_words.hpp"

namespace portal::http {
namespace {
using domain::Case;
using domain::CaseSide;

std::string case_number(std::int64_t id)
{
    return fmt::format("С-{:04}", id); // a Cyrillic С, for „случай“
}

std::string moment(domain::Instant when)
{
    return shown_date(when) + " " + shown_time(when);
}

domain::Date asked_day(const Visit& visit)
{
    const auto text = visit.request().query.get("day");
    if (text.empty()) return domain::today_in_sofia(visit.site().context);
    return contract::date_from_iso(text);
}

std::string neighbour(domain::Date day, int days)
{
    return contract::to_iso(domain::Date{std::chrono::sys_days{day} + std::chrono::days{days}});
}

PageData act_data(const StaffWords& words, const domain::DeskAct& act)
{
    PageData data;
    data.set("time", shown_time(act.time));
    data.set("clerk", act.clerk);
    data.set("desk", act.desk);
    data.set("username", act.username);
    data.set("assurance", words(act.assurance));
    const bool refused_at_desk = act.act == "refusal" && act.outcome == "accepted";
    data.set("label", refused_at_desk ? words(act.act) : words(act.act) + " · " + words(act.outcome));
    data.set("good", act.act == "verification" && act.outcome == "accepted");
    data.set("waits", act.outcome == "conflict");
    data.set("reason", act.reason.empty() ? PageData{false} : PageData{"words", words(act.reason)});
    return data;
}

Response day_page(Visit& visit, const domain::StaffMember& reader)
{
    const auto report = domain::day_report(visit.site().context, asked_day(visit), reader.id);
    PageData desks{PageData::type::list};
    unsigned verified = 0;
    unsigned refused = 0;
    unsigned conflicts = 0;
    for (const auto& desk : report.desks) {
        PageData row;
        row.set("clerk", desk.clerk);
        row.set("desk", desk.desk);
        row.set("verified", std::to_string(desk.verified));
        row.set("refused", std::to_string(desk.refused));
        row.set("conflicts", std::to_string(desk.conflicts));
        desks << row;
        verified += desk.verified;
        refused += desk.refused;
        conflicts += desk.conflicts;
    }
    const StaffWords words{visit};
    PageData acts{PageData::type::list};
    for (const auto& act : report.acts)
        acts << act_data(words, act);
    PageData data;
    data.set("at_today", true);
    data.set("day", shown_date(report.day));
    data.set("day_iso", contract::to_iso(report.day));
    data.set("before", neighbour(report.day, -1));
    data.set("after", neighbour(report.day, 1));
    data.set("today", report.day == domain::today_in_sofia(visit.site().context));
    data.set("any", !report.desks.empty());
    data.set("desks", desks);
    data.set("acts", acts);
    data.set("verified", std::to_string(verified));
    data.set("refused", std::to_string(refused));
    data.set("conflicts", std::to_string(conflicts));
    return visit.page("staff-today", visit.text("Verifications of the day"), std::move(data));
}

Response day_csv(Visit& visit, const domain::StaffMember& reader)
{
    const auto report = domain::day_report(visit.site().context, asked_day(visit), reader.id);
    const StaffWords words{visit};
    std::vector<std::vector<std::string>> rows{{visit.text("Date"), visit.text("Time"), visit.text("Clerk"),
                                                visit.text("Desk"), visit.text("Username"), visit.text("Act"),
                                                visit.text("Document"), visit.text("Outcome"), visit.text("Reason")}};
    for (const auto& act : report.acts)
        rows.push_back({shown_date(act.time), shown_time(act.time), act.clerk, act.desk, act.username, words(act.act),
                        words(act.assurance), words(act.outcome), words(act.reason)});
    return csv_answer("verifications-" + contract::to_iso(report.day) + ".csv", rows);
}

struct Compared {
    std::string name;
    std::string arrived;
    std::string other;
};

PageData comparison_data(const Visit& visit, const StaffWords& words, const CaseSide& arrived, const CaseSide* other)
{
    const auto time = [](const CaseSide& side) { return side.time ? moment(*side.time) : std::string{}; };
    const auto record = [](const CaseSide& side) { return side.kiosk + " · " + std::to_string(side.record_number); };
    const CaseSide none;
    const CaseSide& before = other ? *other : none;
    const std::vector<Compared> rows{
        {visit.text("Account"), arrived.username, before.username},
        {visit.text("Names in the portal"), arrived.names, before.names},
        {visit.text("Desk"), arrived.desk, before.desk},
        {visit.text("Clerk"), arrived.clerk, before.clerk},
        {visit.text("Time of the record"), time(arrived), time(before)},
        {visit.text("Kiosk and record"), record(arrived), other ? record(before) : std::string{}},
        {visit.text("State"), words(arrived.outcome), words(before.outcome)},
    };
    PageData list{PageData::type::list};
    for (const auto& row : rows) {
        PageData data;
        data.set("name", row.name);
        data.set("before", row.other.empty() ? "–" : row.other);
        data.set("arrived", row.arrived.empty() ? "–" : row.arrived);
        data.set("same", other && row.arrived == row.other);
        data.set("different", other && row.arrived != row.other);
        list << data;
    }
    return list;
}

PageData line_data(const StaffWords& words, const Case& conflict, std::int64_t chosen)
{
    PageData data;
    data.set("id", std::to_string(conflict.id));
    data.set("number", case_number(conflict.id));
    data.set("title", words(conflict.reason));
    data.set("opened", moment(conflict.opened));
    data.set("desk", conflict.arrived.desk);
    data.set("clerk", conflict.arrived.clerk);
    data.set("chosen", conflict.id == chosen);
    return data;
}

Response cases_page(Visit& visit, const std::vector<Case>& cases, const Case* chosen)
{
    const StaffWords words{visit};
    PageData lines{PageData::type::list};
    for (const auto& conflict : cases)
        lines << line_data(words, conflict, chosen ? chosen->id : 0);
    PageData data;
    data.set("at_cases", true);
    data.set("cases", lines);
    data.set("any", !cases.empty());
    data.set("count", visit.counted("{n} open case", "{n} open cases", static_cast<std::int64_t>(cases.size())));
    data.set("case", false);
    if (chosen) {
        PageData shown;
        shown.set("number", case_number(chosen->id));
        shown.set("title", words(chosen->reason));
        shown.set("opened", moment(chosen->opened));
        shown.set("has_other", chosen->other.has_value());
        shown.set("rows", comparison_data(visit, words, chosen->arrived, chosen->other ? &*chosen->other : nullptr));
        data.set("case", shown);
    }
    return visit.page("staff-cases", visit.text("Cases"), std::move(data));
}

Response list_cases(Visit& visit, const domain::StaffMember& reader)
{
    const auto cases = domain::list_cases(visit.site().context, reader.id);
    return cases_page(visit, cases, cases.empty() ? nullptr : &cases.front());
}

Response one_case(Visit& visit, const domain::StaffMember& reader)
{
    const auto cases = domain::list_cases(visit.site().context, reader.id);
    const auto& asked = visit.request().captured.at("id");
    const auto found = std::ranges::find(cases, asked, [](const Case& one) { return std::to_string(one.id); });
    if (found == cases.end()) throw HttpError{404, "not_found", {}};
    return cases_page(visit, cases, &*found);
}

Response cases_csv(Visit& visit, const domain::StaffMember& reader)
{
    const StaffWords words{visit};
    std::vector<std::vector<std::string>> rows{{visit.text("Number"), visit.text("Case"), visit.text("Opened"),
                                                visit.text("Account"), visit.text("Desk"), visit.text("Clerk"),
                                                visit.text("Time of the record"), visit.text("Other account"),
                                                visit.text("Other desk"), visit.text("Other clerk")}};
    for (const auto& conflict : domain::list_cases(visit.site().context, reader.id)) {
        const auto& other = conflict.other;
        rows.push_back({case_number(conflict.id), words(conflict.reason), moment(conflict.opened),
                        conflict.arrived.username, conflict.arrived.desk, conflict.arrived.clerk,
                        conflict.arrived.time ? moment(*conflict.arrived.time) : "", other ? other->username : "",
                        other ? other->desk : "", other ? other->clerk : ""});
    }
    return csv_answer("cases.csv", rows);
}
} // namespace

void add_staff_report_routes(Router& router, const Site& site)
{
    router.get("/", for_supervisor(site, day_page));
    router.get("/day.csv", for_supervisor(site, day_csv));
    router.get("/cases", for_supervisor(site, list_cases));
    router.get("/cases.csv", for_supervisor(site, cases_csv));
    router.get("/cases/{id}", for_supervisor(site, one_case));
}
} // namespace portal::http
