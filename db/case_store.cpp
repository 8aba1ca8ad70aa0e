#include "db/case_store.hpp"

namespace db {
namespace {
constexpr Statement kOpen{"case_open", R"(
    INSERT INTO conflict_case (reason, record_id, other_record_id, opened_at) VALUES ($1, $2, $3, $4) RETURNING id)"};
constexpr Statement kOpenCases{"case_open_cases", R"(
    SELECT conflict_case.id, conflict_case.reason, opened_at, record_id, other_record_id
    FROM conflict_case WHERE closed_at IS NULL ORDER BY opened_at DESC, conflict_case.id DESC LIMIT $1)"};
constexpr Statement kSide{"case_side", R"(
    SELECT coalesce(username, '') AS username,
           coalesce(concat_ws(' ', nullif(given_name, ''), nullif(fathers_name, ''), nullif(family_name, '')), '')
               AS names,
           coalesce((SELECT display_name FROM staff WHERE staff.id = record.clerk_id), '') AS clerk,
           (SELECT desk FROM kiosk WHERE kiosk.id = record.kiosk_id) AS desk,
           record.kiosk_id, number, kiosk_time, outcome
    FROM record LEFT JOIN account ON account.id = record.account_id WHERE record.id = $1)"};

domain::CaseSide side_of(const Row& row)
{
    return {row.text("username"),
            row.text("names"),
            row.text("clerk"),
            row.text("desk"),
            "kiosk-" + row.text("kiosk_id"),
            static_cast<std::uint64_t>(row.integer("number")),
            row.instant("kiosk_time"),
            row.text("outcome")};
}
} // namespace

std::int64_t CaseStore::open(std::string_view reason, std::int64_t record, std::optional<std::int64_t> other_record,
                             Instant now)
{
    return work_.one(kOpen, {reason, record, other_record, now}).integer("id");
}

std::vector<domain::Case> CaseStore::open_cases(unsigned most)
{
    std::vector<domain::Case> cases;
    for (const auto& row : work_.rows(kOpenCases, {most})) {
        domain::Case found{row.integer("id"), row.text("reason"), row.instant("opened_at"),
                           side_of(work_.one(kSide, {row.integer("record_id")})), std::nullopt};
        if (const auto other = row.optional_integer("other_record_id"))
            found.other = side_of(work_.one(kSide, {*other}));
        cases.push_back(std::move(found));
    }
    return cases;
}
} // namespace db
