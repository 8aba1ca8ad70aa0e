#include "db/report_store.hpp"

#include "db/record_words.hpp"

namespace db {
namespace {
constexpr Statement kDesks{"report_desks", R"(
    SELECT coalesce(display_name, '') AS clerk, desk,
           count(*) FILTER (WHERE kind = 'verification' AND outcome = 'accepted') AS verified,
           count(DISTINCT account_id) FILTER (WHERE kind = 'verification' AND outcome = 'accepted') AS persons,
           count(*) FILTER (WHERE kind = 'refusal' AND outcome = 'accepted') AS refused,
           count(*) FILTER (WHERE outcome <> 'accepted') AS conflicts
    FROM record JOIN kiosk ON kiosk.id = record.kiosk_id LEFT JOIN staff ON staff.id = record.clerk_id
    WHERE kiosk_time >= $1 AND kiosk_time < $2 AND NOT stray AND kind IN ('verification', 'refusal', 'unreadable')
    GROUP BY staff.id, display_name, desk ORDER BY clerk, desk)"};
constexpr Statement kCountActs{"report_count_acts", R"(
    SELECT count(*) AS acts FROM record
    WHERE kiosk_time >= $1 AND kiosk_time < $2 AND NOT stray AND kind IN ('verification', 'refusal', 'unreadable'))"};
constexpr Statement kPersons{"report_persons", R"(
    SELECT count(DISTINCT account_id) AS persons FROM record
    WHERE kiosk_time >= $1 AND kiosk_time < $2 AND NOT stray AND kind = 'verification' AND outcome = 'accepted')"};
constexpr Statement kActs{"report_acts", R"(
    SELECT record.id AS record, record.account_id, kiosk_time, coalesce(display_name, '') AS clerk, desk,
           coalesce(account.username, '') AS username, kind, document_kind, assurance, features_seen, outcome,
           CASE WHEN reason <> '' THEN reason ELSE refusal_reason END AS reason
    FROM record JOIN kiosk ON kiosk.id = record.kiosk_id LEFT JOIN staff ON staff.id = record.clerk_id
         LEFT JOIN account ON account.id = record.account_id
    WHERE kiosk_time >= $1 AND kiosk_time < $2 AND NOT stray AND kind IN ('verification', 'refusal', 'unreadable')
    ORDER BY kiosk_time, record.id OFFSET $3 LIMIT $4)"};
} // namespace

std::vector<domain::DeskDay> ReportStore::desks(Instant from, Instant to)
{
    std::vector<domain::DeskDay> desks;
    for (const auto& row : work_.rows(kDesks, {from, to}))
        desks.push_back({row.text("clerk"), row.text("desk"), static_cast<unsigned>(row.integer("verified")),
                         static_cast<unsigned>(row.integer("persons")), static_cast<unsigned>(row.integer("refused")),
                         static_cast<unsigned>(row.integer("conflicts"))});
    return desks;
}

std::int64_t ReportStore::count_acts(Instant from, Instant to)
{
    return work_.one(kCountActs, {from, to}).integer("acts");
}

unsigned ReportStore::persons(Instant from, Instant to)
{
    return static_cast<unsigned>(work_.one(kPersons, {from, to}).integer("persons"));
}

std::vector<domain::DeskAct> ReportStore::acts(Instant from, Instant to, std::int64_t before, std::int64_t most)
{
    std::vector<domain::DeskAct> acts;
    for (const auto& row : work_.rows(kActs, {from, to, before, most}))
        acts.push_back({row.integer("record"), row.optional_integer("account_id"), row.instant("kiosk_time"),
                        row.text("clerk"), row.text("desk"), row.text("username"), row.text("kind"),
                        row.text("document_kind"), row.text("assurance"), codes_of(row.text("features_seen")),
                        row.text("outcome"), row.text("reason")});
    return acts;
}
} // namespace db
