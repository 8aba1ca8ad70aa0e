#include "db/reminder_store.hpp"

#include "db/words.hpp"

namespace db {
namespace {
using domain::ReminderKind;
constexpr std::array<std::pair<ReminderKind, const char*>, 3> kKinds{
    {{ReminderKind::document_in_60_days, "document_in_60_days"},
     {ReminderKind::document_in_14_days, "document_in_14_days"},
     {ReminderKind::pass, "pass"}}};

/// Of an account, with where its owner wants to be reminded and can be: at addresses that are confirmed.
constexpr auto kColumns = R"(
    account.id, username, language,
    CASE WHEN coalesce(reminders_by_mail, true) AND email_confirmed_at IS NOT NULL THEN email ELSE '' END AS email,
    CASE WHEN reminders_by_text AND phone_confirmed_at IS NOT NULL AND $1 THEN phone ELSE '' END AS phone)";
constexpr Statement kDocuments{"reminder_documents", R"(
    SELECT id, username, language, email, phone, ends_on FROM (
        SELECT $columns, document_expiry AS ends_on
        FROM verification JOIN account ON account.id = verification.account_id
             LEFT JOIN notice_choice ON notice_choice.account_id = account.id
        WHERE ended_at IS NULL AND document_expiry BETWEEN $3 AND $4 AND closed_at IS NULL AND closes_at IS NULL
              AND NOT EXISTS (SELECT FROM reminder
                              WHERE reminder.account_id = account.id AND kind = $2 AND ends_on = document_expiry)) AS due
    WHERE email <> '' OR phone <> '' ORDER BY ends_on, id LIMIT $5)",
                               kColumns};
constexpr Statement kPasses{"reminder_passes", R"(
    SELECT id, username, language, email, phone, ends_on FROM (
        SELECT $columns, (expires_at AT TIME ZONE 'Europe/Sofia')::date AS ends_on
        FROM counter_pass JOIN account ON account.id = counter_pass.account_id
             LEFT JOIN verification ON verification.account_id = account.id AND ended_at IS NULL
             LEFT JOIN notice_choice ON notice_choice.account_id = account.id
        WHERE used_at IS NULL AND replaced_at IS NULL AND expires_at > $2 AND expires_at <= $3
              AND (renewed_at IS NULL OR renewed_at < issued_at) AND closed_at IS NULL AND closes_at IS NULL
              AND NOT EXISTS (SELECT FROM reminder
                              WHERE reminder.account_id = account.id AND kind = 'pass'
                                    AND ends_on = (expires_at AT TIME ZONE 'Europe/Sofia')::date)) AS due
    WHERE email <> '' OR phone <> '' ORDER BY ends_on, id LIMIT $4)",
                            kColumns};
constexpr Statement kNote{"reminder_note", R"(
    INSERT INTO reminder (account_id, kind, ends_on, reminded_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING)"};
constexpr Statement kRemove{"reminder_remove", "DELETE FROM reminder WHERE account_id = $1"};
constexpr Statement kForget{"reminder_forget", R"(
    DELETE FROM reminder WHERE (account_id, kind, ends_on) IN (
        SELECT account_id, kind, ends_on FROM reminder WHERE ends_on < $1 LIMIT $2))"};

std::vector<domain::DueReminder> due_of(const std::vector<Row>& rows)
{
    std::vector<domain::DueReminder> due;
    for (const auto& row : rows)
        due.push_back({row.integer("id"), row.text("username"), row.text("email"), row.text("phone"),
                       enum_of(kLanguages, row.text("language")), row.optional_date("ends_on").value()});
    return due;
}
} // namespace

std::vector<domain::DueReminder> ReminderStore::documents(ReminderKind kind, Date from, Date to, bool texts,
                                                          unsigned most)
{
    return due_of(work_.rows(kDocuments, {texts, word_of(kKinds, kind), from, to, most}));
}

std::vector<domain::DueReminder> ReminderStore::passes(Instant from, Instant to, bool texts, unsigned most)
{
    return due_of(work_.rows(kPasses, {texts, from, to, most}));
}

bool ReminderStore::note(domain::AccountId account, ReminderKind kind, Date ends, Instant now)
{
    return work_.run(kNote, {account, word_of(kKinds, kind), ends, now}) == 1;
}

void ReminderStore::remove(domain::AccountId account)
{
    work_.run(kRemove, {account});
}

std::size_t ReminderStore::forget(Date ended_before, unsigned most)
{
    return work_.run(kForget, {ended_before, most});
}
} // namespace db
