#include "db/mail_store.hpp"

#include "db/words.hpp"

namespace db {
namespace {
using domain::MailKind;
constexpr std::array<std::pair<MailKind, const char*>, 28> kKinds{{
    {MailKind::confirm_email, "confirm_email"},
    {MailKind::first_letter, "first_letter"},
    {MailKind::account_limit, "account_limit"},
    {MailKind::forgotten_username, "forgotten_username"},
    {MailKind::forgotten_password, "forgotten_password"},
    {MailKind::entrance_closed, "entrance_closed"},
    {MailKind::alarm_raised, "alarm_raised"},
    {MailKind::password_reset, "password_reset"},
    {MailKind::password_changed, "password_changed"},
    {MailKind::new_browser, "new_browser"},
    {MailKind::alarm_ended, "alarm_ended"},
    {MailKind::identity_verified, "identity_verified"},
    {MailKind::identity_renewed, "identity_renewed"},
    {MailKind::identity_conflict, "identity_conflict"},
    {MailKind::identity_ended, "identity_ended"},
    {MailKind::new_address, "new_address"},
    {MailKind::new_address_full, "new_address_full"},
    {MailKind::address_changing, "address_changing"},
    {MailKind::address_changed, "address_changed"},
    {MailKind::phone_changed, "phone_changed"},
    {MailKind::data_exported, "data_exported"},
    {MailKind::second_factor, "second_factor"},
    {MailKind::wrong_codes, "wrong_codes"},
    {MailKind::account_closing, "account_closing"},
    {MailKind::account_kept, "account_kept"},
    {MailKind::account_closed, "account_closed"},
    {MailKind::document_expires, "document_expires"},
    {MailKind::pass_expires, "pass_expires"},
}};

constexpr Statement kQueue{"mail_queue", R"(
    INSERT INTO mail (kind, language, account_id, content, content_key, queued_at, due_at)
    VALUES ($1, $2, $3, $4, $5, $6, $6))"};
constexpr Statement kClaim{"mail_claim", R"(
    UPDATE mail SET due_at = $2, tries = tries + 1
    WHERE id = (SELECT id FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= $1
                ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, language, content, content_key, tries)"};
constexpr Statement kSent{"mail_sent", "UPDATE mail SET sent_at = $2, content = NULL WHERE id = $1"};
constexpr Statement kFailed{"mail_failed", "UPDATE mail SET due_at = $2 WHERE id = $1 AND sent_at IS NULL"};
constexpr Statement kRefused{"mail_refused", R"(
    UPDATE mail SET due_at = $2, refusals = refusals + 1,
                    given_up_at = CASE WHEN refusals + 1 >= $3 THEN $4::timestamptz END,
                    content = CASE WHEN refusals + 1 < $3 THEN content END
    WHERE id = $1 AND sent_at IS NULL RETURNING given_up_at IS NOT NULL AS given_up)"};
constexpr Statement kCountOfAccount{"mail_count_of_account",
                                    "SELECT count(*) AS mails FROM mail WHERE account_id = $1"};
constexpr Statement kOfAccount{"mail_of_account", R"(
    SELECT kind, queued_at, sent_at, given_up_at IS NOT NULL AS given_up FROM mail WHERE account_id = $1
    ORDER BY id DESC OFFSET $2 LIMIT $3)"};
constexpr Statement kGiveUpOf{"mail_give_up_of", R"(
    UPDATE mail SET given_up_at = $2, content = NULL
    WHERE account_id = $1 AND sent_at IS NULL AND given_up_at IS NULL)"};
constexpr Statement kWaiting{"mail_waiting", R"(
    SELECT count(*) AS mails FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL)"};
constexpr Statement kForget{"mail_forget", R"(
    DELETE FROM mail WHERE id IN (
        SELECT id FROM mail WHERE sent_at < $1 OR given_up_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"};
} // namespace

void MailStore::queue(MailKind kind, domain::Language language, const domain::Sealed& content,
                      std::optional<domain::AccountId> account, Instant now)
{
    work_.run(kQueue, {word_of(kKinds, kind), word_of(kLanguages, language), account, content.bytes, content.key, now});
}

std::optional<domain::QueuedMail> MailStore::claim(Instant now, Instant until)
{
    const auto row = work_.row(kClaim, {now, until});
    if (!row) return std::nullopt;
    return domain::QueuedMail{row->integer("id"),
                              enum_of(kKinds, row->text("kind")),
                              enum_of(kLanguages, row->text("language")),
                              {row->text("content_key"), row->bytes("content")},
                              static_cast<unsigned>(row->integer("tries"))};
}

void MailStore::sent(std::int64_t id, Instant now)
{
    work_.run(kSent, {id, now});
}

void MailStore::failed(std::int64_t id, Instant try_again)
{
    work_.run(kFailed, {id, try_again});
}

bool MailStore::refused(std::int64_t id, Instant now, Instant try_again, unsigned most)
{
    const auto row = work_.row(kRefused, {id, try_again, most, now});
    return row && row->flag("given_up");
}

std::int64_t MailStore::count_of_account(domain::AccountId account)
{
    return work_.one(kCountOfAccount, {account}).integer("mails");
}

std::vector<domain::MailTrace> MailStore::of_account(domain::AccountId account, std::int64_t before, std::int64_t most)
{
    std::vector<domain::MailTrace> mails;
    for (const auto& row : work_.rows(kOfAccount, {account, before, most}))
        mails.push_back({enum_of(kKinds, row.text("kind")), row.instant("queued_at"), row.optional_instant("sent_at"),
                         row.flag("given_up")});
    return mails;
}

void MailStore::give_up_of(domain::AccountId account, Instant now)
{
    work_.run(kGiveUpOf, {account, now});
}

std::int64_t MailStore::waiting()
{
    return work_.one(kWaiting).integer("mails");
}

std::size_t MailStore::forget(Instant over_before, unsigned most)
{
    return work_.run(kForget, {over_before, most});
}
} // namespace db
