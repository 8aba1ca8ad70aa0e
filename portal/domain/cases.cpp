#include "portal/domain/cases.hpp"

#include <algorithm>
#include <set>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr std::int64_t kPage = 50;

CaseSide opened(const Context& context, CaseSideRow row)
{
    const auto content = readable_content(context, row.envelope, row.sealed_to);
    if (const auto* verification = content ? std::get_if<contract::VerificationContent>(&*content) : nullptr) {
        const auto& document = verification->document;
        row.side.document = {document.kind, document.number, document.personal_number, document.expiry};
    }
    return std::move(row.side);
}

Case opened(const Context& context, CaseRow row)
{
    Case whole{row.id, std::move(row.reason), row.opened, opened(context, std::move(row.arrived)), {}};
    if (row.other) whole.other = opened(context, std::move(*row.other));
    return whole;
}

std::vector<Case> opened_cases(Transaction& transaction, const Context& context, std::optional<std::int64_t> id)
{
    std::vector<Case> cases;
    for (auto& row : transaction.cases().open_cases(id))
        cases.push_back(opened(context, std::move(row)));
    return cases;
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
        transaction.audit().add({"case.read", now, ActorKind::supervisor, reader, side.account, {}, side.record, {}});
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
    open.all = transaction->cases().count_open();
    open.pages = std::max<std::int64_t>(1, (open.all + kPage - 1) / kPage);
    open.page = std::clamp<std::int64_t>(page, 1, open.pages);
    open.lines = transaction->cases().open_lines((open.page - 1) * kPage, kPage);
    if (!asked && !open.lines.empty()) asked = open.lines.front().id;
    std::vector<Case> shown;
    if (asked) shown = opened_cases(*transaction, context, asked);
    note(*transaction, context, "cases.read", reader, shown);
    transaction->commit();
    if (!shown.empty()) open.chosen = std::move(shown.front());
    return open;
}

std::vector<Case> export_cases(const Context& context, StaffId reader)
{
    const auto transaction = context.database.begin();
    auto cases = opened_cases(*transaction, context, std::nullopt);
    note(*transaction, context, "cases.exported", reader, cases);
    transaction->commit();
    return cases;
}
} // namespace portal::domain
