#include "portal/domain/cases.hpp"

#include <set>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
CaseSide opened(const Context& context, CaseSideRow row)
{
    const auto content = readable_content(context, row.envelope, row.sealed_to);
    if (const auto* verification = content ? std::get_if<contract::VerificationContent>(&*content) : nullptr) {
        const auto& document = verification->document;
        row.side.document = {document.kind, document.number, document.personal_number, document.expiry,
                             document.features_seen};
    }
    return std::move(row.side);
}

Case opened(const Context& context, CaseRow row)
{
    Case whole{row.id, std::move(row.reason), row.opened, opened(context, std::move(row.arrived)),
               {},     row.records,           row.latest};
    if (row.other) whole.other = opened(context, std::move(*row.other));
    return whole;
}

/// What was read, and once for each account whose data it showed.
void note(Transaction& transaction, const Context& context, const char* kind, StaffId reader,
          const std::vector<Case>& shown)
{
    const auto now = context.clock.now();
    transaction.audit().add({kind, now, ActorKind::supervisor, reader, {}, {}, {}, {}});
    std::set<AccountId> noted;
    const auto note_side = [&](const CaseSide& side) {
        if (!side.account || !noted.insert(*side.account).second) return;
        const auto record = side.record == 0 ? std::nullopt : std::optional{side.record};
        transaction.audit().add({"case.read", now, ActorKind::supervisor, reader, side.account, {}, record, {}});
    };
    for (const auto& one : shown) {
        note_side(one.arrived);
        if (one.other) note_side(*one.other);
    }
}
} // namespace

OpenCases read_cases(const Context& context, StaffId reader, std::optional<std::int64_t> asked, std::int64_t page)
{
    const auto transaction = context.database.begin();
    OpenCases open;
    open.at = page_of(transaction->cases().count_open(), context.rules.cases_per_page, page);
    open.lines = transaction->cases().open_lines(open.at.from(), open.at.most);
    if (!asked && !open.lines.empty()) asked = open.lines.front().id;
    std::vector<Case> shown;
    if (auto row = asked ? transaction->cases().open_case(*asked) : std::nullopt)
        shown.push_back(opened(context, std::move(*row)));
    note(*transaction, context, "cases.read", reader, shown);
    transaction->commit();
    if (!shown.empty()) open.chosen = std::move(shown.front());
    return open;
}

CaseTable export_cases(const Context& context, StaffId reader, std::int64_t file)
{
    const auto transaction = context.database.begin();
    CaseTable table;
    table.at = page_of(transaction->cases().count_open(), context.rules.rows_per_file, file);
    for (auto& row : transaction->cases().open_cases(table.at.from(), table.at.most))
        table.cases.push_back(opened(context, std::move(row)));
    note(*transaction, context, "cases.exported", reader, table.cases);
    transaction->commit();
    return table;
}
} // namespace portal::domain
