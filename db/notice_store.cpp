#include "db/notice_store.hpp"

namespace db {
namespace {
constexpr Statement kOfAccount{"notice_of_account", R"(
    SELECT reminders_by_mail, reminders_by_text, visits_by_text FROM notice_choice WHERE account_id = $1)"};
constexpr Statement kPut{"notice_put", R"(
    INSERT INTO notice_choice (account_id, reminders_by_mail, reminders_by_text, visits_by_text) VALUES ($1, $2, $3, $4)
    ON CONFLICT (account_id) DO UPDATE
        SET reminders_by_mail = excluded.reminders_by_mail, reminders_by_text = excluded.reminders_by_text,
            visits_by_text = excluded.visits_by_text)"};
constexpr Statement kRemove{"notice_remove", "DELETE FROM notice_choice WHERE account_id = $1"};
} // namespace

domain::NoticeChoice NoticeStore::of_account(domain::AccountId account)
{
    const auto row = work_.row(kOfAccount, {account});
    if (!row) return {};
    return {row->flag("reminders_by_mail"), row->flag("reminders_by_text"), row->flag("visits_by_text")};
}

void NoticeStore::put(domain::AccountId account, const domain::NoticeChoice& choice)
{
    work_.run(kPut, {account, choice.reminders_by_mail, choice.reminders_by_text, choice.visits_by_text});
}

void NoticeStore::remove(domain::AccountId account)
{
    work_.run(kRemove, {account});
}
} // namespace db
