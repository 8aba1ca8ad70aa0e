#include "db/case_store.hpp"

#include "portal/contract/kiosk_name.hpp"

namespace db {
namespace {
constexpr Statement kOpen{"case_open", R"(
    INSERT INTO conflict_case (reason, record_id, other_record_id, opened_at) VALUES ($1, $2, $3, $4) RETURNING id)"};
constexpr Statement kOpenOfAccount{"case_open_of_account", R"(
    INSERT INTO conflict_case (reason, about_account_id, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)"};
constexpr Statement kCloseOfAccount{"case_close_of_account", R"(
    UPDATE conflict_case SET closed_at = $3
    WHERE id = $2 AND reason = $1 AND about_account_id IS NOT NULL AND closed_at IS NULL RETURNING about_account_id)"};
constexpr Statement kFindOpen{"case_find_open", R"(
    SELECT conflict_case.id FROM conflict_case JOIN record ON record.id = conflict_case.record_id
    WHERE closed_at IS NULL AND conflict_case.reason = $2 AND kiosk_id = $1 AND account_id IS NOT DISTINCT FROM $3::bigint
    ORDER BY conflict_case.id LIMIT 1)"};
constexpr Statement kAttach{"case_attach", "INSERT INTO conflict_case_record (case_id, record_id) VALUES ($1, $2)"};
constexpr Statement kCountOpen{"case_count_open",
                               "SELECT count(*) AS cases FROM conflict_case WHERE closed_at IS NULL"};
constexpr Statement kOpenLines{"case_open_lines", R"(
    SELECT conflict_case.id, conflict_case.reason, opened_at, coalesce(display_name, '') AS clerk, coalesce(desk, '') AS desk,
           1 + (SELECT count(*) FROM conflict_case_record WHERE case_id = conflict_case.id) AS records
    FROM conflict_case LEFT JOIN record ON record.id = conflict_case.record_id LEFT JOIN kiosk ON kiosk.id = kiosk_id
         LEFT JOIN staff ON staff.id = clerk_id
    WHERE closed_at IS NULL ORDER BY opened_at DESC, conflict_case.id DESC OFFSET $1 LIMIT $2)"};
/// A row for each side; the one that arrived comes first. A case about an account alone has one, without a record.
constexpr Statement kOpenSides{"case_open_sides", R"(
    SELECT opened.id AS case_id, opened.reason AS case_reason, opened_at,
           record.id IS NOT DISTINCT FROM opened.record_id AS arrived,
           coalesce(record.id, 0) AS id, account.id AS account_id, coalesce(account.username, '') AS username, coalesce(email, '') AS email,
           concat_ws(' ', nullif(account.given_name, ''), nullif(account.fathers_name, ''), nullif(account.family_name, '')) AS names,
           concat_ws(' ', nullif(name_claim.given_name, ''), nullif(name_claim.fathers_name, ''),
                     nullif(name_claim.family_name, '')) AS names_claimed,
           coalesce(assurance, '') AS assurance, coalesce(display_name, '') AS clerk, coalesce(desk, '') AS desk,
           coalesce(kiosk_id, 0) AS kiosk_id, coalesce(number, 0) AS number, coalesce(kiosk_time, opened_at) AS kiosk_time,
           coalesce(offline, false) AS offline, coalesce(outcome, '') AS outcome, coalesce(header, '') AS header,
           coalesce(sealed, '') AS sealed, coalesce(sealed_to, '') AS sealed_to, 1 + more AS records, coalesce(latest, opened_at) AS latest
    FROM (SELECT id, reason, opened_at, record_id, other_record_id, about_account_id FROM conflict_case
          WHERE closed_at IS NULL AND ($1::bigint IS NULL OR id = $1)
          ORDER BY opened_at DESC, id DESC OFFSET $2 LIMIT $3) AS opened
         CROSS JOIN LATERAL (SELECT count(*) AS more, max(received_at) AS latest
                             FROM conflict_case_record JOIN record ON record.id = conflict_case_record.record_id
                             WHERE case_id = opened.id) AS attached
         LEFT JOIN record ON record.id IN (opened.record_id, opened.other_record_id)
         LEFT JOIN kiosk ON kiosk.id = kiosk_id
         LEFT JOIN staff ON staff.id = clerk_id
         LEFT JOIN account ON account.id = coalesce(record.account_id, about_account_id)
         LEFT JOIN name_claim ON name_claim.account_id = account.id
    ORDER BY opened_at DESC, opened.id DESC, arrived DESC)"};

domain::CaseSideRow side_of(const Row& row)
{
    domain::CaseSideRow stored;
    auto& side = stored.side;
    side.record = row.integer("id");
    side.account = row.optional_integer("account_id");
    side.username = row.text("username");
    side.names = row.text("names");
    side.names_claimed = row.text("names_claimed");
    if (side.account) side.email_masked = contract::masked_email(row.text("email"));
    side.assurance = row.text("assurance");
    side.clerk = row.text("clerk");
    side.desk = row.text("desk");
    side.kiosk = contract::kiosk_name(row.integer("kiosk_id"));
    side.number = static_cast<std::uint64_t>(row.integer("number"));
    side.time = row.instant("kiosk_time");
    side.offline = row.flag("offline");
    side.outcome = row.text("outcome");
    stored.envelope.header = row.bytes("header");
    stored.envelope.sealed = row.bytes("sealed");
    stored.sealed_to = row.text("sealed_to");
    return stored;
}

std::vector<domain::CaseRow> cases_of(const std::vector<Row>& rows)
{
    std::vector<domain::CaseRow> cases;
    for (const auto& row : rows) {
        if (row.flag("arrived"))
            cases.push_back({row.integer("case_id"),
                             row.text("case_reason"),
                             row.instant("opened_at"),
                             side_of(row),
                             {},
                             row.integer("records"),
                             row.instant("latest")});
        else
            cases.back().other = side_of(row);
    }
    return cases;
}
} // namespace

std::int64_t CaseStore::open(std::string_view reason, std::int64_t record, std::optional<std::int64_t> other_record,
                             Instant now)
{
    return work_.one(kOpen, {reason, record, other_record, now}).integer("id");
}

void CaseStore::open_of_account(std::string_view reason, domain::AccountId account, Instant now)
{
    work_.run(kOpenOfAccount, {reason, account, now});
}

std::optional<domain::AccountId> CaseStore::close_of_account(std::string_view reason, std::int64_t id, Instant now)
{
    const auto row = work_.row(kCloseOfAccount, {reason, id, now});
    return row ? std::optional{row->integer("about_account_id")} : std::nullopt;
}

std::optional<std::int64_t> CaseStore::find_open(domain::KioskNumber kiosk, std::string_view reason,
                                                 std::optional<domain::AccountId> account)
{
    const auto row = work_.row(kFindOpen, {kiosk, reason, account});
    return row ? std::optional{row->integer("id")} : std::nullopt;
}

void CaseStore::attach(std::int64_t id, std::int64_t record)
{
    work_.run(kAttach, {id, record});
}

std::int64_t CaseStore::count_open()
{
    return work_.one(kCountOpen).integer("cases");
}

std::vector<domain::CaseLine> CaseStore::open_lines(std::int64_t from, std::int64_t most)
{
    std::vector<domain::CaseLine> lines;
    for (const auto& row : work_.rows(kOpenLines, {from, most}))
        lines.push_back({row.integer("id"), row.integer("records"), row.text("reason"), row.instant("opened_at"),
                         row.text("clerk"), row.text("desk")});
    return lines;
}

std::optional<domain::CaseRow> CaseStore::open_case(std::int64_t id)
{
    auto cases = cases_of(work_.rows(kOpenSides, {std::optional{id}, 0, 1}));
    return cases.empty() ? std::nullopt : std::optional{std::move(cases.front())};
}

std::vector<domain::CaseRow> CaseStore::open_cases(std::int64_t from, std::int64_t most)
{
    return cases_of(work_.rows(kOpenSides, {std::optional<std::int64_t>{}, from, most}));
}
} // namespace db
