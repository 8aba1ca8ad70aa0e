#include "db/text_store.hpp"

#include "db/message_words.hpp"
#include "db/words.hpp"

namespace db {
namespace {
using domain::TextKind;
constexpr Statement kQueue{"text_queue", R"(
    INSERT INTO text_message (kind, language, account_id, content, content_key, queued_at, due_at, useless_after)
    VALUES ($1, $2, $3, $4, $5, $6, $6, $7))"};
constexpr Statement kClaim{"text_claim", R"(
    UPDATE text_message SET due_at = $2, tries = tries + 1
    WHERE id = (SELECT id FROM text_message
                WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= $1 AND useless_after > $1
                ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, language, content, content_key, tries)"};
constexpr Statement kGiveUpUseless{"text_give_up_useless", R"(
    UPDATE text_message SET given_up_at = $1, content = NULL
    WHERE id IN (SELECT id FROM text_message
                 WHERE sent_at IS NULL AND given_up_at IS NULL AND useless_after <= $1
                 LIMIT 1000 FOR UPDATE SKIP LOCKED))"};
constexpr Statement kSent{"text_sent", "UPDATE text_message SET sent_at = $2, content = NULL WHERE id = $1"};
constexpr Statement kFailed{"text_failed", "UPDATE text_message SET due_at = $2 WHERE id = $1 AND sent_at IS NULL"};
constexpr Statement kRefused{"text_refused", R"(
    UPDATE text_message SET due_at = $2, refusals = refusals + 1,
                            given_up_at = CASE WHEN refusals + 1 >= $3 THEN $4::timestamptz END,
                            content = CASE WHEN refusals + 1 < $3 THEN content END
    WHERE id = $1 AND sent_at IS NULL RETURNING given_up_at IS NOT NULL AS given_up)"};
constexpr Statement kGiveUpOf{"text_give_up_of", R"(
    UPDATE text_message SET given_up_at = $2, content = NULL
    WHERE account_id = $1 AND sent_at IS NULL AND given_up_at IS NULL)"};
constexpr Statement kWaiting{"text_waiting", R"(
    SELECT count(*) AS texts FROM text_message WHERE sent_at IS NULL AND given_up_at IS NULL)"};
constexpr Statement kForget{"text_forget", R"(
    DELETE FROM text_message WHERE id IN (
        SELECT id FROM text_message WHERE sent_at < $1 OR given_up_at < $1 OR useless_after < $1
        LIMIT $2 FOR UPDATE SKIP LOCKED))"};
} // namespace

void TextStore::queue(TextKind kind, domain::Language language, const domain::Sealed& content,
                      std::optional<domain::AccountId> account, Instant now, Instant useless_after)
{
    work_.run(kQueue, {word_of(kTextKinds, kind), word_of(kLanguages, language), account, content.bytes, content.key,
                       now, useless_after});
}

std::optional<domain::QueuedText> TextStore::claim(Instant now, Instant until)
{
    const auto row = work_.row(kClaim, {now, until});
    if (!row) return std::nullopt;
    return domain::QueuedText{row->integer("id"),
                              enum_of(kTextKinds, row->text("kind")),
                              enum_of(kLanguages, row->text("language")),
                              {row->text("content_key"), row->bytes("content")},
                              static_cast<unsigned>(row->integer("tries"))};
}

void TextStore::sent(std::int64_t id, Instant now)
{
    work_.run(kSent, {id, now});
}

void TextStore::failed(std::int64_t id, Instant try_again)
{
    work_.run(kFailed, {id, try_again});
}

bool TextStore::refused(std::int64_t id, Instant now, Instant try_again, unsigned most)
{
    const auto row = work_.row(kRefused, {id, try_again, most, now});
    return row && row->flag("given_up");
}

void TextStore::give_up_of(domain::AccountId account, Instant now)
{
    work_.run(kGiveUpOf, {account, now});
}

std::size_t TextStore::give_up_useless(Instant now)
{
    return work_.run(kGiveUpUseless, {now});
}

std::int64_t TextStore::waiting()
{
    return work_.one(kWaiting).integer("texts");
}

std::size_t TextStore::forget(Instant over_before, unsigned most)
{
    return work_.run(kForget, {over_before, most});
}
} // namespace db
