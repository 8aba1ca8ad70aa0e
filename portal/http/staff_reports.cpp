#include "portal/http/staff_reports.hpp"

#include "portal/domain/reports.hpp"
#include "portal/http/csv.hpp"
#include "portal/http/staff_lists.hpp"
#include "portal/http/staff_words.hpp"

namespace portal::http {
namespace {
domain::Date asked_day(const Visit& visit)
{
    const auto text = visit.request().query.get("day");
    if (text.empty()) return domain::today_in_sofia(visit.site().context);
    const auto day = contract::date_from_iso(text);
    // Such as have a day before and after them, in the database as well.
    if (day.year() < std::chrono::year{2000} || day.year() > std::chrono::year{2999})
        throw HttpError{400, "bad_day", {}};
    return day;
}

std::string neighbour(domain::Date day, int days)
{
    return contract::to_iso(domain::Date{std::chrono::sys_days{day} + std::chrono::days{days}});
}

/// Kind of document, and how it was read where that is told.
std::string document_of(const StaffWords& words, const domain::DeskAct& act)
{
    const auto kind = words(act.document_kind);
    const auto assurance = words(act.assurance);
    return kind + (kind.empty() || assurance.empty() ? "" : " · ") + assurance;
}

/// The same for the page, where the features that were seen are only counted.
std::string document_line(const Visit& visit, const StaffWords& words, const domain::DeskAct& act)
{
    const auto seen = std::ssize(act.features_seen);
    return document_of(words, act) +
           (seen == 0 ? "" : " · " + visit.counted("{n} feature seen", "{n} features seen", seen));
}

PageData act_data(const Visit& visit, const StaffWords& words, const domain::DeskAct& act)
{
    PageData data;
    data.set("time", shown_time(act.time));
    data.set("clerk", act.clerk);
    data.set("desk", act.desk);
    data.set("username", act.username);
    data.set("document", document_line(visit, words, act));
    const bool refused_at_desk = act.act == "refusal" && act.outcome == "accepted";
    data.set("label", refused_at_desk ? words(act.act) : words(act.act) + " · " + words(act.outcome));
    data.set("good", act.act == "verification" && act.outcome == "accepted");
    data.set("waits", act.outcome == "conflict");
    data.set("reason", act.reason.empty() ? PageData{false} : PageData{"words", words(act.reason)});
    return data;
}

Response day_page(Visit& visit, const domain::StaffMember& reader)
{
    const auto report = domain::day_report(visit.site().context, asked_day(visit), reader.id, asked_page(visit));
    PageData desks{PageData::type::list};
    unsigned verified = 0;
    unsigned refused = 0;
    unsigned conflicts = 0;
    for (const auto& desk : report.desks) {
        PageData row;
        row.set("clerk", desk.clerk);
        row.set("desk", desk.desk);
        row.set("verified", std::to_string(desk.verified));
        row.set("persons", std::to_string(desk.persons));
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
        acts << act_data(visit, words, act);
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
    data.set("persons", std::to_string(report.persons));
    data.set("refused", std::to_string(refused));
    data.set("conflicts", std::to_string(conflicts));
    const auto& at = report.at;
    const auto to_page = [](std::int64_t page) { return PageData{"at", std::to_string(page)}; };
    data.set("shown_rows", told(shown_rows(visit, at)));
    data.set("files", told(shown_files(visit, at.all)));
    data.set("earlier", at.page > 1 ? to_page(at.page - 1) : PageData{false});
    data.set("later", at.page < at.pages ? to_page(at.page + 1) : PageData{false});
    return visit.page("staff-today", visit.text("Verifications of the day"), std::move(data));
}

Response day_csv(Visit& visit, const domain::StaffMember& reader)
{
    const auto report = domain::export_day_report(visit.site().context, asked_day(visit), reader.id, asked_page(visit));
    const StaffWords words{visit};
    std::vector<std::vector<std::string>> rows{{visit.text("Date"), visit.text("Time"), visit.text("Clerk"),
                                                visit.text("Desk"), visit.text("Username"), visit.text("Act"),
                                                visit.text("Document"), visit.text("Seen on the document"),
                                                visit.text("Outcome"), visit.text("Reason")}};
    for (const auto& act : report.acts)
        rows.push_back({shown_date(act.time), shown_time(act.time), act.clerk, act.desk, act.username, words(act.act),
                        document_of(words, act), words.of_features(act.features_seen), words(act.outcome),
                        words(act.reason)});
    const auto day = contract::to_iso(report.day);
    tell_rest(rows, visit, report.at, "/day.csv?day=" + day + "&");
    return csv_answer(file_name("verifications-" + day, report.at), rows);
}
} // namespace

void add_staff_report_routes(Router& router, const Site& site)
{
    router.get("/", for_supervisor(site, day_page));
    router.get("/day.csv", for_supervisor(site, day_csv));
}
} // namespace portal::http
