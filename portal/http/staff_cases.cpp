#include "portal/http/staff_cases.hpp"

#include <fmt/format.h>

#include "portal/domain/alarm.hpp"
#include "portal/domain/cases.hpp"
#include "portal/http/csv.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/staff_comparison.hpp"
#include "portal/http/staff_lists.hpp"

namespace portal::http {
namespace {
using domain::Case;
using domain::CaseLine;
using domain::CaseSide;

std::string case_number(std::int64_t id)
{
    return fmt::format("С-{:04}", id); // a Cyrillic С, for „случай“
}

PageData row_data(const Compared& row)
{
    const auto shown = [](const std::string& text) { return text.empty() ? "–" : text; };
    const auto verdict = [&row](Verdict::Mark mark) {
        return row.verdict.mark == mark ? PageData{"words", row.verdict.words} : PageData{false};
    };
    PageData data;
    data.set("name", row.name);
    data.set("before", shown(row.other));
    data.set("arrived", shown(row.arrived));
    data.set("same", verdict(Verdict::Mark::same));
    data.set("different", verdict(Verdict::Mark::different));
    data.set("noted", verdict(Verdict::Mark::noted));
    return data;
}

PageData line_data(const Visit& visit, const StaffWords& words, const CaseLine& line, std::int64_t chosen)
{
    const auto now = visit.site().context.clock.now();
    const bool today = shown_date(line.opened) == shown_date(now);
    PageData data;
    data.set("id", std::to_string(line.id));
    data.set("number", case_number(line.id));
    data.set("title", words(line.reason));
    data.set("opened", today ? filled(visit.text("today {time}"), {{"time", shown_time(line.opened)}})
                             : shown_moment(line.opened));
    data.set("waits", filled(visit.text("waits {span}"), {{"span", span_of(visit, now - line.opened)}}));
    data.set("from", line.desk.empty() ? visit.text("by the owner's letter") : line.desk + " · " + line.clerk);
    data.set("chosen", line.id == chosen);
    data.set("records", line.records == 1
                            ? PageData{false}
                            : PageData{"count", visit.counted("{n} record", "{n} records", line.records)});
    return data;
}

PageData case_data(const Visit& visit, const StaffWords& words, const Case& chosen)
{
    PageData rows{PageData::type::list};
    for (const auto& row : compare_sides(visit, words, chosen))
        rows << row_data(row);
    PageData data;
    data.set("number", case_number(chosen.id));
    data.set("title", words(chosen.reason));
    data.set("opened", shown_moment(chosen.opened));
    data.set("both", chosen.other.has_value());
    data.set("alarm", chosen.of_account() ? PageData{"id", std::to_string(chosen.id)} : PageData{false});
    data.set("rows", rows);
    const auto more = [&] {
        return filled(
            visit.counted(
                "{n} more record of this kind came from this kiosk, the latest on {time}. It is kept too.",
                "{n} more records of this kind came from this kiosk, the latest on {time}. They are kept too.",
                chosen.records - 1),
            {{"time", shown_moment(chosen.latest)}});
    };
    data.set("more", told(chosen.records > 1 ? more() : std::string{}));
    return data;
}

Response cases_page(Visit& visit, const domain::OpenCases& open, FormPage form)
{
    form.value("reason", visit.field("reason"));
    const StaffWords words{visit};
    PageData lines{PageData::type::list};
    for (const auto& line : open.lines)
        lines << line_data(visit, words, line, open.chosen ? open.chosen->id : 0);
    PageData data;
    data.set("at_cases", true);
    data.set("cases", lines);
    data.set("any", !open.lines.empty());
    data.set("count", visit.counted("{n} open case", "{n} open cases", open.at.all));
    data.set("files", told(shown_files(visit, open.at.all)));
    const auto to_page = [](const char* name, std::int64_t page) { return PageData{name, std::to_string(page)}; };
    data.set("at_page", open.at.page > 1 ? "?page=" + std::to_string(open.at.page) : std::string{});
    data.set("newer", open.at.page > 1 ? to_page("at", open.at.page - 1) : PageData{false});
    data.set("older", open.at.page < open.at.pages ? to_page("at", open.at.page + 1) : PageData{false});
    data.set("case", open.chosen ? case_data(visit, words, *open.chosen) : PageData{false});
    return form.page("staff-cases", visit.text("Cases"), std::move(data));
}

Response list_cases(Visit& visit, const domain::StaffMember& reader)
{
    return cases_page(visit, domain::read_cases(visit.site().context, reader.id, std::nullopt, asked_page(visit)),
                      FormPage{visit});
}

std::int64_t asked_case(const Visit& visit)
{
    const auto id = whole_number(visit.request().captured.at("id"));
    if (!id) throw HttpError{404, "not_found", {}};
    return *id;
}

Response one_case(Visit& visit, const domain::StaffMember& reader, FormPage form)
{
    const auto open = domain::read_cases(visit.site().context, reader.id, asked_case(visit), asked_page(visit));
    if (!open.chosen) throw HttpError{404, "not_found", {}};
    return cases_page(visit, open, std::move(form));
}

Response end_alarm(Visit& visit, const domain::StaffMember& supervisor)
{
    const auto stays = domain::end_alarm(visit.site().context, supervisor.id, asked_case(visit), visit.field("reason"));
    if (!stays) return see_other("/cases");
    if (*stays == domain::AlarmStays::unknown) throw HttpError{404, "not_found", {}};
    FormPage form{visit};
    form.fault("reason", *stays == domain::AlarmStays::no_reason
                             ? visit.text("Write why e-payment may open again.")
                             : visit.text("The reason may have at most 500 characters."));
    return one_case(visit, supervisor, std::move(form));
}

/// The five columns of a side; empty where there is none.
void add_cells(std::vector<std::string>& row, const StaffWords& words, const CaseSide* side)
{
    if (side)
        row.insert(row.end(),
                   {side->username, words(side->assurance), side->desk, side->clerk, shown_moment(side->time)});
    else
        row.resize(row.size() + 5);
}

Response cases_csv(Visit& visit, const domain::StaffMember& reader)
{
    const StaffWords words{visit};
    std::vector<std::vector<std::string>> rows{
        {visit.text("Number"), visit.text("Case"), visit.text("Opened"), visit.text("Account"), visit.text("Read by"),
         visit.text("Desk"), visit.text("Clerk"), visit.text("Time of the record"), visit.text("Other account"),
         visit.text("Other reading"), visit.text("Other desk"), visit.text("Other clerk"), visit.text("Other time"),
         visit.text("Records")}};
    const auto table = domain::export_cases(visit.site().context, reader.id, asked_page(visit));
    for (const auto& conflict : table.cases) {
        std::vector<std::string> row{case_number(conflict.id), words(conflict.reason), shown_moment(conflict.opened)};
        add_cells(row, words, &conflict.arrived);
        add_cells(row, words, conflict.other ? &*conflict.other : nullptr);
        row.push_back(std::to_string(conflict.records));
        rows.push_back(std::move(row));
    }
    tell_rest(rows, visit, table.at, "/cases.csv?");
    return csv_answer(file_name("cases", table.at), rows);
}
} // namespace

void add_staff_case_routes(Router& router, const Site& site)
{
    router.get("/cases", for_supervisor(site, list_cases));
    router.get("/cases.csv", for_supervisor(site, cases_csv));
    router.get("/cases/{id}", for_supervisor(site, [](Visit& visit, const domain::StaffMember& reader) {
                   return one_case(visit, reader, FormPage{visit});
               }));
    router.post("/cases/{id}/end-alarm", for_supervisor(site, end_alarm));
}
} // namespace portal::http
