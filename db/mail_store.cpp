#include "db/mail_store.hpp"

#include "db/message_words.hpp"
#include "db/words.hpp"

namespace db {
namespace {
using domain::MailKind;
constexpr Statement kQueue{"mail_queue", R"(
    INSERT INTO mail (kind, language, account_id, content, content_key, queued_at, due_at, useless_after, lane)
    VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8))"};
constexpr Statement kClaim{"mail_claim", R"(
    UPDATE mail SET due_at = $2, tries = tries + 1
    WHERE id = (SELECT id FROM mail
                WHERE sent_at IS NULL AND given_up_at IS NULL AND lane = $3 AND due_at <= $1 AND useless_after > $1
                ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, language, content, content_key, tries)"};
constexpr Statement kGiveUpUseless{"mail_give_up_useless", R"(
    UPDATE mail SET given_up_at = $1, content = NULL
    WHERE id IN (SELECT id FROM mail
                 WHERE sent_at IS NULL AND given_up_at IS NULL AND useless_after <= $1
                 LIMIT 1000 FOR UPDATE SKIP LOCKED))"};
constexpr Statement kSent{"mail_sent", "UPDATE mail SET sent_at = $2, content = NULL WHERE id = $1"};
constexpr Statement kFailed{"mail_failed", "UPDATE mail SET due_at = $2 WHERE id = $1 AND sent_at IS NULL"};
constexpr Statement kRefused{"mail_refused", R"(
    UPDATE mail SET due_at = $2, refusals = refusals + 1,
                    given_up_at = CASE WHEN refusals + 1 >= $3 THEN $4::timestamptz END,
                    content = CASE WHEN refusals + 1 < $3 THEN content END
    WHERE id = $1 AND sent_at IS NULL RETURNING given_up_at IS NOT NULL AS given_up)"};
constexpr Statement kNoteAccount{"mail_note_account", R"(
    INSERT INTO letter_account (mail_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING)"};
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
                      std::optional<domain::AccountId> account, Instant now, Instant useless_after)
{
    work_.run(kQueue, {word_of(kMailKinds, kind), word_of(kLanguages, language), account, content.bytes, content.key,
                       now, useless_after, static_cast<int>(domain::lane_of(kind))});
}

std::optional<domain::QueuedMail> MailStore::claim(Instant now, Instant until)
{
    for (const auto lane : domain::kLanes)
        if (const auto row = work_.row(kClaim, {now, until, static_cast<int>(lane)}))
            return domain::QueuedMail{row->integer("id"),
                                      enum_of(kMailKinds, row->text("kind")),
                                      enum_of(kLanguages, row->text("language")),
                                      {row->text("content_key"), row->bytes("content")},
                                      static_cast<unsigned>(row->integer("tries"))};
    return std::nullopt;
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

bool MailStore::note_account(std::int64_t mail, domain::AccountId account)
{
    return work_.run(kNoteAccount, {mail, account}) == 1;
}

void MailStore::give_up_of(domain::AccountId account, Instant now)
{
    work_.run(kGiveUpOf, {account, now});
}

std::size_t MailStore::give_up_useless(Instant now)
{
    return work_.run(kGiveUpUseless, {now});
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
